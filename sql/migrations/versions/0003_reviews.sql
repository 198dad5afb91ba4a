-- What a diff last folded, what people have decided, and the congresses of the
-- gazetteer. Frozen: a later change is a later migration.
CREATE TABLE core.diff_state (
    organisation_id TEXT NOT NULL,
    rules TEXT NOT NULL,
    digest TEXT NOT NULL,
    CONSTRAINT pk_diff_state PRIMARY KEY (organisation_id),
    CONSTRAINT fk_diff_state_organisation_id FOREIGN KEY(organisation_id) REFERENCES core.organisation (id) ON DELETE CASCADE
);
COMMENT ON TABLE core.diff_state IS 'What each organisation was last folded from; the same is not folded anew.';
COMMENT ON COLUMN core.diff_state.organisation_id IS 'The organisation.';
COMMENT ON COLUMN core.diff_state.rules IS 'Rules and reference data it was folded by.';
COMMENT ON COLUMN core.diff_state.digest IS 'Of the observations and reviews then.';

CREATE TABLE core.review (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    event_id BIGINT NOT NULL,
    organisation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    identity_key TEXT NOT NULL,
    decision TEXT NOT NULL,
    edits JSONB DEFAULT '{}' NOT NULL,
    told JSONB NOT NULL,
    observation_ids BIGINT[] NOT NULL,
    decided_by TEXT,
    note TEXT,
    decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
    superseded_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_review PRIMARY KEY (id),
    CONSTRAINT ck_review_decision CHECK (decision IN ('confirmed', 'rejected', 'edited')),
    CONSTRAINT fk_review_event_id FOREIGN KEY(event_id) REFERENCES core.event (id) ON DELETE CASCADE,
    CONSTRAINT fk_review_organisation_id FOREIGN KEY(organisation_id) REFERENCES core.organisation (id)
);
CREATE INDEX ix_review_organisation_id ON core.review (organisation_id);
CREATE UNIQUE INDEX uq_review_event_id ON core.review (event_id) WHERE superseded_at IS NULL;
COMMENT ON TABLE core.review IS 'What people have decided about events; it survives every later reading.';
COMMENT ON COLUMN core.review.id IS 'Number of the review.';
COMMENT ON COLUMN core.review.event_id IS 'The event that was judged.';
COMMENT ON COLUMN core.review.organisation_id IS 'Whose event.';
COMMENT ON COLUMN core.review.kind IS 'Kind of the event.';
COMMENT ON COLUMN core.review.identity_key IS 'The event''s key as it was read.';
COMMENT ON COLUMN core.review.decision IS 'confirmed, rejected or edited.';
COMMENT ON COLUMN core.review.edits IS 'Field to its right value, earlier edits included.';
COMMENT ON COLUMN core.review.told IS 'What the event told then: fields, state and day.';
COMMENT ON COLUMN core.review.observation_ids IS 'What it rested on, without the sentence from before it.';
COMMENT ON COLUMN core.review.decided_by IS 'Who decided.';
COMMENT ON COLUMN core.review.note IS 'Why.';
COMMENT ON COLUMN core.review.decided_at IS 'When it was decided.';
COMMENT ON COLUMN core.review.superseded_at IS 'When a later review replaced it.';

CREATE TABLE core.congress (
    organisation_id TEXT NOT NULL,
    term TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    held_from DATE,
    held_to DATE,
    opened_on DATE,
    ordinal_confidence TEXT NOT NULL,
    date_confidence TEXT NOT NULL,
    CONSTRAINT pk_congress PRIMARY KEY (organisation_id, term),
    CONSTRAINT fk_congress_organisation_id FOREIGN KEY(organisation_id) REFERENCES core.organisation (id) ON DELETE CASCADE
);
COMMENT ON TABLE core.congress IS 'Congresses as reference works know them; from the gazetteer.';
COMMENT ON COLUMN core.congress.organisation_id IS 'Whose congress.';
COMMENT ON COLUMN core.congress.term IS 'Term, for instance 2020-2025.';
COMMENT ON COLUMN core.congress.ordinal IS 'Which of its congresses.';
COMMENT ON COLUMN core.congress.held_from IS 'First day; null where not known to the day.';
COMMENT ON COLUMN core.congress.held_to IS 'Last day; null where not known to the day.';
COMMENT ON COLUMN core.congress.opened_on IS 'Day of the formal opening.';
COMMENT ON COLUMN core.congress.ordinal_confidence IS 'How the ordinal is known.';
COMMENT ON COLUMN core.congress.date_confidence IS 'How the days are known.';
