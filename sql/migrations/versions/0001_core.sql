-- Schema core: the tables between the steps. Schema dashboard: views for readers.
-- Frozen: a later change is a later migration.
CREATE SCHEMA IF NOT EXISTS core;
CREATE SCHEMA IF NOT EXISTS dashboard;
COMMENT ON SCHEMA core IS 'The tables in which the steps meet; not for dashboards.';
COMMENT ON SCHEMA dashboard IS 'Views for readers: stable, documented, read-only.';
COMMENT ON TABLE core.alembic_version IS 'The migration this database stands at.';
COMMENT ON COLUMN core.alembic_version.version_num IS 'Its number.';

CREATE TABLE core.organisation (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    valid_from DATE,
    valid_to DATE,
    successor_id TEXT,
    CONSTRAINT pk_organisation PRIMARY KEY (id),
    CONSTRAINT fk_organisation_successor_id FOREIGN KEY(successor_id) REFERENCES core.organisation (id)
);
COMMENT ON TABLE core.organisation IS 'Provincial Party organisations with dates; from the gazetteer.';
COMMENT ON COLUMN core.organisation.id IS 'Slug and generation: ninh-binh-1 until 2025-06-30, ninh-binh-2 since.';
COMMENT ON COLUMN core.organisation.name IS 'Vietnamese name of the province or city now or at its end.';
COMMENT ON COLUMN core.organisation.valid_from IS 'First day, where known.';
COMMENT ON COLUMN core.organisation.valid_to IS 'Last day; null while it exists.';
COMMENT ON COLUMN core.organisation.successor_id IS 'The organisation it was merged into.';

CREATE TABLE core.position (
    id TEXT NOT NULL,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    body TEXT NOT NULL,
    rank INTEGER NOT NULL,
    is_single_seat BOOLEAN NOT NULL,
    CONSTRAINT pk_position PRIMARY KEY (id)
);
COMMENT ON TABLE core.position IS 'The watched positions; loaded from the gazetteer.';
COMMENT ON COLUMN core.position.id IS 'Identifier: party_secretary, …';
COMMENT ON COLUMN core.position.name_vi IS 'Vietnamese title.';
COMMENT ON COLUMN core.position.name_en IS 'English title.';
COMMENT ON COLUMN core.position.body IS 'party or state.';
COMMENT ON COLUMN core.position.rank IS '1 is highest; orders alerts.';
COMMENT ON COLUMN core.position.is_single_seat IS 'Whether one person at most holds it at a time.';

CREATE TABLE core.source (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    home TEXT,
    homes JSONB DEFAULT '[]' NOT NULL,
    base_url TEXT NOT NULL,
    is_official BOOLEAN NOT NULL,
    is_active BOOLEAN DEFAULT true NOT NULL,
    first_good_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_source PRIMARY KEY (id)
);
COMMENT ON TABLE core.source IS 'Sources as last seen in the catalogue.';
COMMENT ON COLUMN core.source.id IS 'Identifier in the catalogue.';
COMMENT ON COLUMN core.source.name IS 'Name of the paper or portal.';
COMMENT ON COLUMN core.source.kind IS 'newspaper, party_portal, gov_portal, central, …';
COMMENT ON COLUMN core.source.home IS 'Slug of the province whose paper it is today; null: central.';
COMMENT ON COLUMN core.source.homes IS 'Home provinces over time: [{province, since, until}].';
COMMENT ON COLUMN core.source.base_url IS 'Address of the site.';
COMMENT ON COLUMN core.source.is_official IS 'Whether one article of it suffices for a silent change.';
COMMENT ON COLUMN core.source.is_active IS 'False once it has left the catalogue.';
COMMENT ON COLUMN core.source.first_good_at IS 'End of its first successful crawl; until then: history.';

CREATE TABLE core.run (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    as_of TIMESTAMP WITH TIME ZONE NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    status TEXT DEFAULT 'running' NOT NULL,
    message TEXT,
    CONSTRAINT pk_run PRIMARY KEY (id),
    CONSTRAINT ck_run_kind CHECK (kind IN ('daily', 'manual', 'backfill')),
    CONSTRAINT ck_run_status CHECK (status IN ('running', 'succeeded', 'failed')),
    CONSTRAINT uq_run_key UNIQUE (key)
);
COMMENT ON TABLE core.run IS 'One passage through the chain of five steps.';
COMMENT ON COLUMN core.run.id IS 'Number of the run.';
COMMENT ON COLUMN core.run.key IS 'What makes a second trigger the same run.';
COMMENT ON COLUMN core.run.kind IS 'daily, manual or backfill.';
COMMENT ON COLUMN core.run.as_of IS 'The moment the run speaks for; the clock of all its decisions.';
COMMENT ON COLUMN core.run.started_at IS 'When it began.';
COMMENT ON COLUMN core.run.finished_at IS 'When it ended.';
COMMENT ON COLUMN core.run.status IS 'running, succeeded or failed.';
COMMENT ON COLUMN core.run.message IS 'In words, what went wrong.';

CREATE TABLE core.subscription (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    recipient TEXT NOT NULL,
    kinds TEXT[] NOT NULL,
    provinces TEXT[],
    positions TEXT[],
    min_confidence NUMERIC(4, 3) DEFAULT '0.5' NOT NULL,
    frequency TEXT DEFAULT 'run' NOT NULL,
    language TEXT DEFAULT 'vi' NOT NULL,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_subscription PRIMARY KEY (id),
    CONSTRAINT ck_subscription_frequency CHECK (frequency IN ('run', 'daily')),
    CONSTRAINT ck_subscription_language CHECK (language IN ('vi', 'en'))
);
COMMENT ON TABLE core.subscription IS 'Who wants to be told what. Not visible to dashboard_reader.';
COMMENT ON COLUMN core.subscription.id IS 'Number of the subscription.';
COMMENT ON COLUMN core.subscription.recipient IS 'Mail address.';
COMMENT ON COLUMN core.subscription.kinds IS 'Kinds of event wanted.';
COMMENT ON COLUMN core.subscription.provinces IS 'Slugs; null: all.';
COMMENT ON COLUMN core.subscription.positions IS 'Positions; null: all.';
COMMENT ON COLUMN core.subscription.min_confidence IS 'Events below it are not told.';
COMMENT ON COLUMN core.subscription.frequency IS 'run (one mail a run) or daily.';
COMMENT ON COLUMN core.subscription.language IS 'vi or en.';
COMMENT ON COLUMN core.subscription.note IS 'Why it was made; repeated in the mail.';
COMMENT ON COLUMN core.subscription.created_at IS 'When it was made.';
COMMENT ON COLUMN core.subscription.ended_at IS 'When it was given up; null: active.';

CREATE TABLE core.applied (
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    CONSTRAINT pk_applied PRIMARY KEY (name)
);
COMMENT ON TABLE core.applied IS 'What was last applied besides migrations; spares repeating it.';
COMMENT ON COLUMN core.applied.name IS 'views or reference.';
COMMENT ON COLUMN core.applied.digest IS 'Of the files as they were applied.';

CREATE TABLE core.organisation_name (
    organisation_id TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    CONSTRAINT pk_organisation_name PRIMARY KEY (organisation_id, valid_from),
    CONSTRAINT ck_organisation_name_level CHECK (level IN ('province', 'central_city')),
    CONSTRAINT fk_organisation_name_organisation_id FOREIGN KEY(organisation_id) REFERENCES core.organisation (id) ON DELETE CASCADE
);
COMMENT ON TABLE core.organisation_name IS 'Names, slugs and levels of an organisation over time.';
COMMENT ON COLUMN core.organisation_name.organisation_id IS 'Whose name.';
COMMENT ON COLUMN core.organisation_name.valid_from IS 'First day of this name.';
COMMENT ON COLUMN core.organisation_name.valid_to IS 'Last day of this name; null while used.';
COMMENT ON COLUMN core.organisation_name.slug IS 'The province as printed by the command line.';
COMMENT ON COLUMN core.organisation_name.name IS 'Vietnamese name.';
COMMENT ON COLUMN core.organisation_name.level IS 'province or central_city.';

CREATE TABLE core.source_run (
    run_id BIGINT NOT NULL,
    source_id TEXT NOT NULL,
    status TEXT NOT NULL,
    message TEXT,
    is_first BOOLEAN DEFAULT false NOT NULL,
    requests INTEGER DEFAULT '0' NOT NULL,
    responses_by_status JSONB DEFAULT '{}' NOT NULL,
    bytes BIGINT DEFAULT '0' NOT NULL,
    discovered INTEGER DEFAULT '0' NOT NULL,
    known INTEGER DEFAULT '0' NOT NULL,
    fetched INTEGER DEFAULT '0' NOT NULL,
    articles INTEGER DEFAULT '0' NOT NULL,
    median_text_length INTEGER,
    failed INTEGER DEFAULT '0' NOT NULL,
    skipped JSONB DEFAULT '{}' NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_source_run PRIMARY KEY (run_id, source_id),
    CONSTRAINT ck_source_run_status CHECK (status IN ('succeeded', 'failed', 'refused', 'interrupted')),
    CONSTRAINT fk_source_run_run_id FOREIGN KEY(run_id) REFERENCES core.run (id) ON DELETE CASCADE,
    CONSTRAINT fk_source_run_source_id FOREIGN KEY(source_id) REFERENCES core.source (id) ON DELETE CASCADE
);
COMMENT ON TABLE core.source_run IS 'Statistics of one source in one run: health as data.';
COMMENT ON COLUMN core.source_run.run_id IS 'The run.';
COMMENT ON COLUMN core.source_run.source_id IS 'The source.';
COMMENT ON COLUMN core.source_run.status IS 'succeeded, failed, refused or interrupted.';
COMMENT ON COLUMN core.source_run.message IS 'In words, what went wrong and where.';
COMMENT ON COLUMN core.source_run.is_first IS 'True until the source had one good crawl: fills history only.';
COMMENT ON COLUMN core.source_run.requests IS 'Requests sent.';
COMMENT ON COLUMN core.source_run.responses_by_status IS 'HTTP status to count.';
COMMENT ON COLUMN core.source_run.bytes IS 'Bytes received.';
COMMENT ON COLUMN core.source_run.discovered IS 'Article addresses found by discovery.';
COMMENT ON COLUMN core.source_run.known IS 'Of these, already had and not fetched.';
COMMENT ON COLUMN core.source_run.fetched IS 'Article pages fetched.';
COMMENT ON COLUMN core.source_run.articles IS 'Articles that cleaning made of them.';
COMMENT ON COLUMN core.source_run.median_text_length IS 'Median characters of these articles.';
COMMENT ON COLUMN core.source_run.failed IS 'Requests that failed for good.';
COMMENT ON COLUMN core.source_run.skipped IS 'Reason to count of what was not fetched or not made an article.';
COMMENT ON COLUMN core.source_run.started_at IS 'When its crawl began.';
COMMENT ON COLUMN core.source_run.finished_at IS 'When its crawl ended.';

CREATE TABLE core.page (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    run_id BIGINT NOT NULL,
    source_id TEXT NOT NULL,
    url TEXT NOT NULL,
    article_key TEXT,
    kind TEXT NOT NULL,
    status INTEGER NOT NULL,
    fetched_at TIMESTAMP WITH TIME ZONE NOT NULL,
    content_type TEXT,
    etag TEXT,
    last_modified TEXT,
    digest TEXT NOT NULL,
    warc_path TEXT NOT NULL,
    warc_offset BIGINT NOT NULL,
    cleaned_by TEXT,
    clean_outcome TEXT,
    clean_reason TEXT,
    CONSTRAINT pk_page PRIMARY KEY (id),
    CONSTRAINT uq_page_warc_path_warc_offset UNIQUE (warc_path, warc_offset),
    CONSTRAINT ck_page_kind CHECK (kind IN ('article', 'listing', 'feed', 'sitemap', 'robots')),
    CONSTRAINT ck_page_clean_outcome CHECK (clean_outcome IN ('article', 'not_article', 'error')),
    CONSTRAINT fk_page_run_id FOREIGN KEY(run_id) REFERENCES core.run (id) ON DELETE CASCADE,
    CONSTRAINT fk_page_source_id FOREIGN KEY(source_id) REFERENCES core.source (id)
);
CREATE INDEX ix_page_url ON core.page (url);
CREATE INDEX ix_page_validators ON core.page (source_id, url, fetched_at) WHERE kind <> 'article' AND status = 200;
CREATE INDEX ix_page_to_clean ON core.page (run_id) WHERE kind = 'article';
CREATE INDEX ix_page_known ON core.page (source_id, article_key) WHERE kind = 'article' AND status = 200;
COMMENT ON TABLE core.page IS 'Every response received, and where its bytes are.';
COMMENT ON COLUMN core.page.id IS 'Number of the page.';
COMMENT ON COLUMN core.page.run_id IS 'The run that fetched it.';
COMMENT ON COLUMN core.page.source_id IS 'The source it came from.';
COMMENT ON COLUMN core.page.url IS 'The address that answered, after redirects.';
COMMENT ON COLUMN core.page.article_key IS 'Canonical key of the article; null for other pages.';
COMMENT ON COLUMN core.page.kind IS 'article, listing, feed, sitemap or robots.';
COMMENT ON COLUMN core.page.status IS 'HTTP status.';
COMMENT ON COLUMN core.page.fetched_at IS 'When it was received.';
COMMENT ON COLUMN core.page.content_type IS 'As the server declared it.';
COMMENT ON COLUMN core.page.etag IS 'For the next conditional request.';
COMMENT ON COLUMN core.page.last_modified IS 'For the next conditional request.';
COMMENT ON COLUMN core.page.digest IS 'sha1 of the body as in the WARC record.';
COMMENT ON COLUMN core.page.warc_path IS 'WARC file, relative to the archive.';
COMMENT ON COLUMN core.page.warc_offset IS 'Byte offset of the record.';
COMMENT ON COLUMN core.page.cleaned_by IS 'Extractor version that last judged it.';
COMMENT ON COLUMN core.page.clean_outcome IS 'article, not_article or error.';
COMMENT ON COLUMN core.page.clean_reason IS 'Why it is no article, or what failed.';

CREATE TABLE core.article (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    source_id TEXT NOT NULL,
    duplicate_of_id BIGINT,
    first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_article PRIMARY KEY (id),
    CONSTRAINT uq_article_key UNIQUE (key),
    CONSTRAINT fk_article_source_id FOREIGN KEY(source_id) REFERENCES core.source (id),
    CONSTRAINT fk_article_duplicate_of_id FOREIGN KEY(duplicate_of_id) REFERENCES core.article (id) ON DELETE CASCADE
);
CREATE INDEX ix_article_duplicate_of_id ON core.article (duplicate_of_id);
CREATE INDEX ix_article_source_id ON core.article (source_id);
COMMENT ON TABLE core.article IS 'One article, whatever the number of its addresses and versions.';
COMMENT ON COLUMN core.article.id IS 'Number of the article.';
COMMENT ON COLUMN core.article.key IS 'Canonical key: what all addresses of the article share.';
COMMENT ON COLUMN core.article.url IS 'Canonical address.';
COMMENT ON COLUMN core.article.source_id IS 'Where it was first found.';
COMMENT ON COLUMN core.article.duplicate_of_id IS 'The first article with the same text (syndication, print page).';
COMMENT ON COLUMN core.article.first_seen_at IS 'When it was first fetched.';
COMMENT ON COLUMN core.article.last_seen_at IS 'When it was last fetched.';

CREATE TABLE core.event (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    kind TEXT NOT NULL,
    identity_key TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    province TEXT NOT NULL,
    occurred_on DATE,
    occurred_after DATE,
    state TEXT NOT NULL,
    fields JSONB NOT NULL,
    confidence NUMERIC(4, 3) NOT NULL,
    source_count INTEGER NOT NULL,
    status TEXT NOT NULL,
    is_news BOOLEAN NOT NULL,
    first_run_id BIGINT NOT NULL,
    last_run_id BIGINT NOT NULL,
    first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (id),
    CONSTRAINT ck_event_confidence CHECK (confidence > 0 AND confidence <= 1),
    CONSTRAINT ck_event_kind CHECK (kind IN ('congress', 'midterm_review', 'leadership_change', 'resolution')),
    CONSTRAINT ck_event_status CHECK (status IN ('flagged', 'confirmed', 'rejected', 'retracted', 'baseline')),
    CONSTRAINT uq_event_identity_key UNIQUE (identity_key),
    CONSTRAINT fk_event_organisation_id FOREIGN KEY(organisation_id) REFERENCES core.organisation (id),
    CONSTRAINT fk_event_first_run_id FOREIGN KEY(first_run_id) REFERENCES core.run (id) ON DELETE CASCADE,
    CONSTRAINT fk_event_last_run_id FOREIGN KEY(last_run_id) REFERENCES core.run (id) ON DELETE CASCADE
);
CREATE INDEX ix_event_occurred_on ON core.event (occurred_on);
CREATE INDEX ix_event_organisation_id_kind ON core.event (organisation_id, kind);
COMMENT ON TABLE core.event IS 'One thing that happened, merged over all articles that tell of it.';
COMMENT ON COLUMN core.event.id IS 'Number of the event.';
COMMENT ON COLUMN core.event.kind IS 'congress, midterm_review, leadership_change or resolution.';
COMMENT ON COLUMN core.event.identity_key IS 'Two articles with the same key tell of one event.';
COMMENT ON COLUMN core.event.organisation_id IS 'Whose event.';
COMMENT ON COLUMN core.event.province IS 'Slug of the unit at that date.';
COMMENT ON COLUMN core.event.occurred_on IS 'When it happened, or the latest day it can.';
COMMENT ON COLUMN core.event.occurred_after IS 'For a silent change: the last day known to be before it.';
COMMENT ON COLUMN core.event.state IS 'How far it has come: a change of state is told again.';
COMMENT ON COLUMN core.event.fields IS 'The fields of the kind.';
COMMENT ON COLUMN core.event.confidence IS 'In (0, 1].';
COMMENT ON COLUMN core.event.source_count IS 'Independent sources; copies of one text count once.';
COMMENT ON COLUMN core.event.status IS 'flagged, confirmed, rejected, retracted or baseline.';
COMMENT ON COLUMN core.event.is_news IS 'Happened lately and was not known: only such is told.';
COMMENT ON COLUMN core.event.first_run_id IS 'The run that flagged it.';
COMMENT ON COLUMN core.event.last_run_id IS 'The run that last changed it.';
COMMENT ON COLUMN core.event.first_seen_at IS 'Earliest fetch of its evidence.';
COMMENT ON COLUMN core.event.last_seen_at IS 'Latest fetch of its evidence.';

CREATE TABLE core.article_version (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    article_id BIGINT NOT NULL,
    number INTEGER NOT NULL,
    page_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    lead TEXT,
    text TEXT NOT NULL,
    author TEXT,
    published_at TIMESTAMP WITH TIME ZONE,
    published_precision TEXT,
    published_from TEXT,
    language TEXT,
    text_hash TEXT NOT NULL,
    extractor TEXT NOT NULL,
    fetched_at TIMESTAMP WITH TIME ZONE NOT NULL,
    read_by TEXT,
    CONSTRAINT pk_article_version PRIMARY KEY (id),
    CONSTRAINT uq_article_version_article_id_number UNIQUE (article_id, number),
    CONSTRAINT ck_article_version_published_precision CHECK (published_precision IN ('minute', 'day')),
    CONSTRAINT fk_article_version_article_id FOREIGN KEY(article_id) REFERENCES core.article (id) ON DELETE CASCADE,
    CONSTRAINT fk_article_version_page_id FOREIGN KEY(page_id) REFERENCES core.page (id) ON DELETE CASCADE
);
CREATE INDEX ix_article_version_text_hash ON core.article_version (text_hash);
CREATE INDEX ix_article_version_published_at ON core.article_version (published_at);
COMMENT ON TABLE core.article_version IS 'One text of an article: silent edits are worth knowing.';
COMMENT ON COLUMN core.article_version.id IS 'Number of the version.';
COMMENT ON COLUMN core.article_version.article_id IS 'The article.';
COMMENT ON COLUMN core.article_version.number IS '1, 2, …: the newest is current.';
COMMENT ON COLUMN core.article_version.page_id IS 'The page it was made of.';
COMMENT ON COLUMN core.article_version.title IS 'Headline.';
COMMENT ON COLUMN core.article_version.lead IS 'Sapo, where the page marks one.';
COMMENT ON COLUMN core.article_version.text IS 'Text with its lead; paragraphs end with newlines; NFC.';
COMMENT ON COLUMN core.article_version.author IS 'Byline as printed.';
COMMENT ON COLUMN core.article_version.published_at IS 'Publication time with zone.';
COMMENT ON COLUMN core.article_version.published_precision IS 'minute or day.';
COMMENT ON COLUMN core.article_version.published_from IS 'Where the date was found.';
COMMENT ON COLUMN core.article_version.language IS 'ISO 639-1 code.';
COMMENT ON COLUMN core.article_version.text_hash IS 'Of the folded text; equal text on another URL: duplicate.';
COMMENT ON COLUMN core.article_version.extractor IS 'Extractor and its version.';
COMMENT ON COLUMN core.article_version.fetched_at IS 'When the page was received.';
COMMENT ON COLUMN core.article_version.read_by IS 'Reader version that last read it; null: not yet read.';

CREATE TABLE core.tenure (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    organisation_id TEXT NOT NULL,
    position_id TEXT NOT NULL,
    person TEXT NOT NULL,
    person_key TEXT NOT NULL,
    valid_from DATE,
    valid_to DATE,
    from_basis TEXT NOT NULL,
    to_basis TEXT,
    first_seen_on DATE,
    last_seen_on DATE,
    started_by_id BIGINT,
    ended_by_id BIGINT,
    recorded_from TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_to TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_tenure PRIMARY KEY (id),
    CONSTRAINT ck_tenure_valid CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to),
    CONSTRAINT ck_tenure_from_basis CHECK (from_basis IN ('event', 'seen', 'baseline')),
    CONSTRAINT ck_tenure_to_basis CHECK (to_basis IN ('event', 'successor', 'baseline')),
    CONSTRAINT fk_tenure_organisation_id FOREIGN KEY(organisation_id) REFERENCES core.organisation (id),
    CONSTRAINT fk_tenure_position_id FOREIGN KEY(position_id) REFERENCES core.position (id),
    CONSTRAINT fk_tenure_started_by_id FOREIGN KEY(started_by_id) REFERENCES core.event (id) ON DELETE CASCADE,
    CONSTRAINT fk_tenure_ended_by_id FOREIGN KEY(ended_by_id) REFERENCES core.event (id) ON DELETE CASCADE
);
CREATE INDEX ix_tenure_seat ON core.tenure (organisation_id, position_id);
COMMENT ON TABLE core.tenure IS 'Who held which position, from when to when, and since when we know.';
COMMENT ON COLUMN core.tenure.id IS 'Number of the row.';
COMMENT ON COLUMN core.tenure.organisation_id IS 'Where.';
COMMENT ON COLUMN core.tenure.position_id IS 'Which position.';
COMMENT ON COLUMN core.tenure.person IS 'Name as printed most often.';
COMMENT ON COLUMN core.tenure.person_key IS 'Folded name.';
COMMENT ON COLUMN core.tenure.valid_from IS 'First day, or the first day seen; null where unknown.';
COMMENT ON COLUMN core.tenure.valid_to IS 'Last day; null: not known to have ended.';
COMMENT ON COLUMN core.tenure.from_basis IS 'event, seen or baseline: what valid_from rests on.';
COMMENT ON COLUMN core.tenure.to_basis IS 'event, successor or baseline: what valid_to rests on.';
COMMENT ON COLUMN core.tenure.first_seen_on IS 'First day an article names the holder.';
COMMENT ON COLUMN core.tenure.last_seen_on IS 'Last day an article names the holder.';
COMMENT ON COLUMN core.tenure.started_by_id IS 'The event that began it.';
COMMENT ON COLUMN core.tenure.ended_by_id IS 'The event that ended it.';
COMMENT ON COLUMN core.tenure.recorded_from IS 'Since when we have known it so.';
COMMENT ON COLUMN core.tenure.recorded_to IS 'Until when we thought so; null: still.';

CREATE TABLE core.alert (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    event_id BIGINT NOT NULL,
    recipient TEXT NOT NULL,
    state TEXT NOT NULL,
    subscription_ids BIGINT[] NOT NULL,
    run_id BIGINT NOT NULL,
    status TEXT DEFAULT 'pending' NOT NULL,
    message_id TEXT,
    attempts INTEGER DEFAULT '0' NOT NULL,
    next_attempt_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    last_error TEXT,
    CONSTRAINT pk_alert PRIMARY KEY (id),
    CONSTRAINT uq_alert_recipient_event_id_state UNIQUE (recipient, event_id, state),
    CONSTRAINT ck_alert_status CHECK (status IN ('pending', 'sending', 'sent', 'dead')),
    CONSTRAINT fk_alert_event_id FOREIGN KEY(event_id) REFERENCES core.event (id) ON DELETE CASCADE,
    CONSTRAINT fk_alert_run_id FOREIGN KEY(run_id) REFERENCES core.run (id) ON DELETE CASCADE
);
CREATE INDEX ix_alert_to_send ON core.alert (next_attempt_at) WHERE status IN ('pending', 'sending');
COMMENT ON TABLE core.alert IS 'The outbox: one row a recipient, event and state of the event.';
COMMENT ON COLUMN core.alert.id IS 'Number of the alert.';
COMMENT ON COLUMN core.alert.event_id IS 'What is told.';
COMMENT ON COLUMN core.alert.recipient IS 'To whom.';
COMMENT ON COLUMN core.alert.state IS 'State of the event that is told.';
COMMENT ON COLUMN core.alert.subscription_ids IS 'The subscriptions that asked for it.';
COMMENT ON COLUMN core.alert.run_id IS 'The run that queued it.';
COMMENT ON COLUMN core.alert.status IS 'pending, sending, sent or dead.';
COMMENT ON COLUMN core.alert.message_id IS 'Message-ID of the mail that carries it.';
COMMENT ON COLUMN core.alert.attempts IS 'Sending attempts begun.';
COMMENT ON COLUMN core.alert.next_attempt_at IS 'Not before.';
COMMENT ON COLUMN core.alert.created_at IS 'When it was queued.';
COMMENT ON COLUMN core.alert.sent_at IS 'When the server took it.';
COMMENT ON COLUMN core.alert.last_error IS 'What the server said last.';

CREATE TABLE core.observation (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    article_version_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    organisation_id TEXT,
    province TEXT,
    occurred_on DATE,
    fields JSONB NOT NULL,
    confidence NUMERIC(4, 3) NOT NULL,
    quote TEXT NOT NULL,
    quote_in TEXT DEFAULT 'text' NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    reader TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    superseded_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_observation PRIMARY KEY (id),
    CONSTRAINT ck_observation_quote CHECK (length(quote) > 0),
    CONSTRAINT ck_observation_confidence CHECK (confidence > 0 AND confidence <= 1),
    CONSTRAINT ck_observation_offsets CHECK (quote_end > quote_start),
    CONSTRAINT ck_observation_kind CHECK (kind IN ('congress', 'midterm_review', 'leadership_change', 'resolution', 'office_holder', 'document')),
    CONSTRAINT fk_observation_article_version_id FOREIGN KEY(article_version_id) REFERENCES core.article_version (id) ON DELETE CASCADE,
    CONSTRAINT fk_observation_organisation_id FOREIGN KEY(organisation_id) REFERENCES core.organisation (id)
);
CREATE INDEX ix_observation_organisation_id_kind ON core.observation (organisation_id, kind);
CREATE INDEX ix_observation_article_version_id ON core.observation (article_version_id);
COMMENT ON TABLE core.observation IS 'One thing that one text reports, with the sentence that says it.';
COMMENT ON COLUMN core.observation.id IS 'Number of the observation.';
COMMENT ON COLUMN core.observation.article_version_id IS 'The text that says it.';
COMMENT ON COLUMN core.observation.kind IS 'What it is about.';
COMMENT ON COLUMN core.observation.organisation_id IS 'Whose; null where nothing tells.';
COMMENT ON COLUMN core.observation.province IS 'Slug of the unit at that date.';
COMMENT ON COLUMN core.observation.occurred_on IS 'The date it speaks of.';
COMMENT ON COLUMN core.observation.fields IS 'The fields of the kind.';
COMMENT ON COLUMN core.observation.confidence IS 'In (0, 1].';
COMMENT ON COLUMN core.observation.quote IS 'The sentence that proves it.';
COMMENT ON COLUMN core.observation.quote_in IS 'text or title.';
COMMENT ON COLUMN core.observation.quote_start IS 'First character.';
COMMENT ON COLUMN core.observation.quote_end IS 'After the last character.';
COMMENT ON COLUMN core.observation.reader IS 'Version of the rules.';
COMMENT ON COLUMN core.observation.created_at IS 'When it was read.';
COMMENT ON COLUMN core.observation.superseded_at IS 'When newer rules or a newer text replaced it.';

CREATE TABLE core.event_evidence (
    event_id BIGINT NOT NULL,
    observation_id BIGINT NOT NULL,
    role TEXT DEFAULT 'reports' NOT NULL,
    CONSTRAINT pk_event_evidence PRIMARY KEY (event_id, observation_id),
    CONSTRAINT ck_event_evidence_role CHECK (role IN ('reports', 'before', 'after')),
    CONSTRAINT fk_event_evidence_event_id FOREIGN KEY(event_id) REFERENCES core.event (id) ON DELETE CASCADE,
    CONSTRAINT fk_event_evidence_observation_id FOREIGN KEY(observation_id) REFERENCES core.observation (id) ON DELETE CASCADE
);
CREATE INDEX ix_event_evidence_observation_id ON core.event_evidence (observation_id);
COMMENT ON TABLE core.event_evidence IS 'Which observations an event rests on.';
COMMENT ON COLUMN core.event_evidence.event_id IS 'The event.';
COMMENT ON COLUMN core.event_evidence.observation_id IS 'What proves it.';
COMMENT ON COLUMN core.event_evidence.role IS 'reports; or before and after, for a silent change.';
