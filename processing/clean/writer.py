"""Judged pages into the tables: articles, versions and duplicates, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, text

from processing.clean.duplicates import link_duplicates, text_hash
from processing.clean.outcome import EXTRACTOR
from processing.clean.worker import Judged
from processing.model import CleanArticle
from processing.store import tables
from processing.store.bulk import upsert


@dataclass(slots=True)
class Written:
    """What a batch changed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Held:
    """An article as the table has it, or will have it after this batch."""

    first_seen: datetime
    last_seen: datetime
    url: str
    source_id: str
    id: int | None = None
    number: int = 0
    hashes: list[str] = field(default_factory=list)
    newest: datetime | None = None


def write(connection: Connection, judged: Sequence[Judged]) -> Written:
    """Write one batch in the transaction of ``connection``.

    The pages are in the order of their fetching. The same text again is only seen
    again; a changed text is a new version; a page judged before (by older rules)
    corrects the version made of it.
    """
    made = [one for one in judged if one.article is not None]
    own = _own_versions(connection, [one.task.page_id for one in made])
    keys = {str(one.key) for one in made} | {version.key for version in own.values()}
    batch = _Batch(held=_load(connection, sorted(keys)), own=own)
    for one in made:
        batch.add(one)
    _store(connection, batch.held, batch.versions)
    _correct(connection, batch.corrections)
    link_duplicates(connection, batch.touched)
    _mark(connection, judged)
    return batch.written


@dataclass(frozen=True, slots=True)
class _Own:
    """The version that was made of a page: of which article, which one, its hash."""

    key: str
    number: int
    digest: str


@dataclass(slots=True)
class _Batch:
    """What a batch will change; ``own``: the versions made of its pages before."""

    held: dict[str, _Held]
    own: dict[int, _Own]
    written: Written = field(default_factory=Written)
    versions: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    corrections: list[dict[str, object]] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    def add(self, one: Judged) -> None:
        """Take up one article: correction, known text or new version."""
        assert one.article is not None
        page, at = one.task.page_id, one.task.fetched_at
        digest = text_hash(one.article.text)
        own = self.own.get(page)
        # A correction stays with its article, even if the rules name another key.
        held = self._seen(one, own.key if own else str(one.key))
        if own is not None:
            self.corrections.append({**_columns(one.article, digest), "page_id": page})
            self.touched |= {digest, own.digest}
            held.hashes[own.number - 1] = digest
        elif _is_known(held, digest, at):
            self.written.unchanged += 1
        else:
            self.touched |= {digest, *held.hashes[-1:]}
            _count(self.written, held)
            held.number += 1
            held.hashes.append(digest)
            held.newest = at
            self.versions.append((str(one.key), _version(one, held.number, digest)))

    def _seen(self, one: Judged, key: str) -> _Held:
        assert one.article is not None
        at, url, source = one.task.fetched_at, one.article.url, one.task.source_id
        held = self.held.setdefault(key, _Held(at, at, url, source))
        held.first_seen = min(held.first_seen, at)
        held.last_seen = max(held.last_seen, at)
        return held


def _is_known(article: _Held, digest: str, at: datetime) -> bool:
    """Whether this text is the current one, or an old page brings an old text."""
    if not article.hashes:
        return False
    is_older = article.newest is not None and at < article.newest
    return digest in article.hashes if is_older else digest == article.hashes[-1]


def _count(written: Written, article: _Held) -> None:
    if article.number:
        written.changed += 1
    else:
        written.new += 1


def _load(connection: Connection, keys: Sequence[str]) -> dict[str, _Held]:
    """The articles with these keys, each with the hashes of its versions in order."""
    query = text(
        """
        SELECT a.id, a.key, a.url, a.source_id, a.first_seen_at, a.last_seen_at,
               coalesce(max(v.number), 0) AS number, max(v.fetched_at) AS newest,
               array_remove(array_agg(v.text_hash ORDER BY v.number), NULL) AS hashes
        FROM core.article a LEFT JOIN core.article_version v ON v.article_id = a.id
        WHERE a.key = ANY(:keys) GROUP BY a.id
        """
    )
    return {
        row.key: _Held(
            row.first_seen_at, row.last_seen_at, row.url, row.source_id,
            row.id, row.number, list(row.hashes), row.newest,
        )
        for row in connection.execute(query, {"keys": list(keys)})
    }  # fmt: skip


def _own_versions(connection: Connection, pages: Sequence[int]) -> dict[int, _Own]:
    """By page, the version that was made of it."""
    query = text(
        """
        SELECT v.page_id, a.key, v.number, v.text_hash
        FROM core.article_version v JOIN core.article a ON a.id = v.article_id
        WHERE v.page_id = ANY(:ids)
        """
    )
    rows = connection.execute(query, {"ids": list(pages)})
    return {row.page_id: _Own(row.key, row.number, row.text_hash) for row in rows}


def _columns(article: CleanArticle, digest: str) -> dict[str, object]:
    return {
        "title": article.title,
        "lead": article.lead,
        "text": article.text,
        "author": article.author,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "published_from": article.published_from,
        "language": article.language,
        "text_hash": digest,
        "extractor": article.extractor,
    }


def _version(one: Judged, number: int, digest: str) -> dict[str, object]:
    assert one.article is not None
    return {
        **_columns(one.article, digest),
        "number": number,
        "page_id": one.task.page_id,
        "fetched_at": one.task.fetched_at,
    }


def _store(
    connection: Connection,
    held: dict[str, _Held],
    versions: Iterable[tuple[str, dict[str, object]]],
) -> None:
    """Write the articles, then their new versions."""
    stored = upsert(
        connection,
        tables.article,
        (_row(key, article) for key, article in held.items()),
        key=["key"],
        update=["first_seen_at", "last_seen_at"],
        returning=["id", "key"],
    )
    ids = {row.key: row.id for row in stored}
    upsert(
        connection,
        tables.article_version,
        ({**version, "article_id": ids[key]} for key, version in versions),
        key=["article_id", "number"],
    )


def _row(key: str, article: _Held) -> dict[str, object]:
    return {
        "key": key,
        "url": article.url,
        "source_id": article.source_id,
        "first_seen_at": article.first_seen,
        "last_seen_at": article.last_seen,
    }


def _correct(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Replace what older rules made of a page; a changed text is to be read again.

    Not that of a copy: if it is none any more, that will be known of its links.
    """
    if not rows:
        return
    statement = text(
        """
        UPDATE core.article_version SET
            title = :title, lead = :lead, text = :text, author = :author,
            published_at = :published_at, published_precision = :published_precision,
            published_from = :published_from, language = :language,
            read_by = CASE WHEN read_by IS NULL OR read_by = 'copy'
                OR text = :text AND title = :title
                AND author IS NOT DISTINCT FROM :author
                AND published_at IS NOT DISTINCT FROM :published_at
                THEN read_by ELSE '' END,
            text_hash = :text_hash, extractor = :extractor
        WHERE page_id = :page_id
        """
    )
    connection.execute(statement, list(rows))


def _mark(connection: Connection, judged: Sequence[Judged]) -> None:
    statement = text(
        """
        UPDATE core.page p SET
            cleaned_by = :extractor, clean_outcome = j.outcome,
            clean_reason = j.reason, canonical_host = j.host
        FROM unnest(
            CAST(:ids AS bigint[]), CAST(:outcomes AS text[]), CAST(:reasons AS text[]),
            CAST(:hosts AS text[])
        ) AS j(id, outcome, reason, host)
        WHERE p.id = j.id
        """
    )
    connection.execute(
        statement,
        {
            "extractor": EXTRACTOR,
            "ids": [one.task.page_id for one in judged],
            "outcomes": [one.outcome for one in judged],
            "reasons": [one.reason for one in judged],
            "hosts": [one.article and one.article.canonical_host for one in judged],
        },
    )
