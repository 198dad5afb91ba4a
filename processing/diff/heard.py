"""The resolutions that were told: as little of each as says which of them are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from processing.diff.model import Report, Telling
from processing.diff.parts import Scope
from processing.diff.rows import NEVER
from processing.model import Kind, ResolutionFields

# Indexed for resolutions; null where a number begins with none.
DIGITS = "core.leading_digits(o.fields ->> 'number')"
# As little as tells which resolutions are one, with those that have just gone. Their
# articles are asked for where nothing else gives the day.
TOLD = f"""
    SELECT o.id, o.organisation_id, o.occurred_on,
           o.superseded_at IS NULL AS is_current,
           o.fields ->> 'action' AS action, o.fields ->> 'number' AS number,
           o.fields ->> 'issuer' AS issuer, o.fields ->> 'subject' AS subject,
           CASE WHEN v.published_at IS NOT NULL THEN
               least(v.published_at, v.fetched_at) AT TIME ZONE 'Asia/Ho_Chi_Minh'
           END::date AS told_on,
           {DIGITS} AS digits
    FROM o
    LEFT JOIN core.article_version v
        ON o.occurred_on IS NULL AND v.id = o.article_version_id
    WHERE o.superseded_at IS NULL OR o.id = ANY(:changed)
"""  # noqa: S608 (a constant)
RESOLUTIONS = text(f"""
    WITH o AS (
        SELECT * FROM core.observation
        WHERE organisation_id = ANY(:wanted) AND kind = 'resolution'
    ) {TOLD}
""")  # noqa: S608 (a constant)
# Those without a number, and those with that of one that has changed.
NEAR = text(f"""
    WITH changed AS MATERIALIZED (
        SELECT DISTINCT o.organisation_id, {DIGITS} AS digits
        FROM core.observation o WHERE o.id = ANY(:changed)
    ), o AS (
        SELECT o.* FROM changed
        JOIN core.observation o ON o.organisation_id = changed.organisation_id
            AND {DIGITS} = changed.digits
        WHERE o.kind = 'resolution'
        UNION ALL
        SELECT o.* FROM core.observation o
        WHERE o.organisation_id = ANY(:wanted) AND o.kind = 'resolution'
          AND {DIGITS} IS NULL
    ) {TOLD}
""")  # noqa: S608 (a constant)
# The organisations of which people have judged a resolution that can be one of the
# ``told``: it rests on an article of theirs, or on a number of theirs, or on none.
JUDGED = text(f"""
    WITH told AS MATERIALIZED (
        SELECT o.organisation_id, {DIGITS} AS digits, v.article_id
        FROM core.observation o
        JOIN core.article_version v ON v.id = o.article_version_id
        WHERE o.id = ANY(:told)
    ), judged AS MATERIALIZED (
        SELECT r.organisation_id, {DIGITS} AS digits, o.article_version_id
        FROM core.review r
        JOIN core.observation o ON o.id = ANY(r.observation_ids)
        WHERE r.superseded_at IS NULL AND r.kind = 'resolution'
          AND r.organisation_id = ANY(:wanted)
    )
    SELECT organisation_id FROM judged WHERE digits IS NULL
    UNION
    SELECT organisation_id FROM judged
    WHERE (organisation_id, digits) IN (SELECT organisation_id, digits FROM told)
    UNION
    SELECT judged.organisation_id FROM judged
    JOIN core.article_version v ON v.id = judged.article_version_id
    WHERE (judged.organisation_id, v.article_id) IN (
        SELECT organisation_id, article_id FROM told
    )
    UNION
    SELECT unnest(CAST(:wanted AS text[])) WHERE EXISTS (
        SELECT FROM core.review
        WHERE superseded_at IS NULL AND kind = 'resolution' AND edits ? 'province'
    )
    UNION
    SELECT organisation_id FROM core.review
    WHERE superseded_at IS NULL AND kind = 'resolution' AND edits <> '{{}}'
      AND organisation_id = ANY(:wanted)
""")  # noqa: S608 (a constant)
# Which resolutions are told by articles of which a person has judged an event.
TOLD_BY = text("""
    SELECT o.id, a.key
    FROM core.article a
    JOIN core.article_version v ON v.article_id = a.id
    JOIN core.observation o ON o.article_version_id = v.id AND o.kind = 'resolution'
    WHERE a.key = ANY(:keys)
""")


@dataclass(frozen=True, slots=True)
class Heard:
    """A resolution that was told, and whether that stands; ``digits`` of its number."""

    report: Report
    is_current: bool
    digits: str | None


def resolutions(
    connection: Connection,
    scopes: Mapping[str, Scope],
    judged: Collection[str],
    *,
    near: bool = False,
) -> dict[str, list[Heard]]:
    """All resolutions told of the organisations of ``scopes``.

    With those that have changed and stand no longer. What an article weighs is left
    out, and its key unless it is one of ``judged``. Those ``near`` are without a
    number, or have that of one that has changed.
    """
    keys = _keys(connection, judged)
    changed = [id_ for scope in scopes.values() for id_ in scope.changed or ()]
    found: dict[str, list[Heard]] = defaultdict(list)
    given = {"wanted": list(scopes), "changed": changed}
    for row in connection.execute(NEAR if near else RESOLUTIONS, given):
        report = _weightless(row, keys.get(row.id, ""))
        found[row.organisation_id].append(Heard(report, row.is_current, row.digits))
    return found


def _keys(connection: Connection, judged: Collection[str]) -> dict[int, str]:
    if not judged:
        return {}
    rows = connection.execute(TOLD_BY, {"keys": [*judged]})
    return {row.id: row.key for row in rows}


def judged(
    connection: Connection, wanted: Collection[str], told: Collection[int]
) -> set[str]:
    """Those of ``wanted`` of which people have judged a resolution near those ``told``.

    ``told`` are numbers of observations. It is near if it rests on an article, or on
    a number, of one of them, or on one without number; or if it was edited.
    """
    given = {"wanted": list(wanted), "told": list(told)}
    return set(connection.scalars(JUDGED, given))


def _weightless(row: Row[Any], key: str) -> Report:
    telling = Telling(key, 0, "", False, row.told_on, NEVER, False)
    fields = ResolutionFields(row.action, row.number, row.issuer, row.subject)
    kind = Kind.RESOLUTION
    return Report(row.id, kind, fields, row.occurred_on, 1.0, 0, telling)
