"""The tables of schema ``core``, each with its comment: the places where steps meet.

Ids are big integers made by the database; what identifies a row to the outside world
is its unique constraint. Suffixes: ``_at`` a point in time (timestamptz), ``_on`` a
date, ``_id`` a key, ``is_`` a truth value.
"""

from processing.store.tables.alerts import alert, subscription
from processing.store.tables.articles import (
    article,
    article_search,
    article_version,
    observation,
)
from processing.store.tables.columns import metadata
from processing.store.tables.crawls import applied, page, run, source, source_run
from processing.store.tables.events import (
    diff_change,
    diff_settled,
    diff_state,
    event,
    event_evidence,
    review,
    tenure,
)
from processing.store.tables.health import outage, source_state
from processing.store.tables.registry import (
    congress,
    organisation,
    organisation_name,
    position,
)

__all__ = [
    "alert",
    "applied",
    "article",
    "article_search",
    "article_version",
    "congress",
    "diff_change",
    "diff_settled",
    "diff_state",
    "event",
    "event_evidence",
    "metadata",
    "observation",
    "organisation",
    "organisation_name",
    "outage",
    "page",
    "position",
    "review",
    "run",
    "source",
    "source_run",
    "source_state",
    "subscription",
    "tenure",
]
