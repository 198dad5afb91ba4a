"""What a run found only because its rules are newer: history, told to the operator."""

from __future__ import annotations

from sqlalchemy import Engine, text

FOUND = text("""
    SELECT count(*) FROM core.event e
    WHERE e.first_run_id = :run_id AND NOT e.is_news AND e.status <> 'retracted'
      AND (
        SELECT bool_and(o.is_reread) FROM core.event_evidence v
        JOIN core.observation o ON o.id = v.observation_id
        WHERE v.event_id = e.id AND v.role <> 'before'
      )
""")


def found_by_rereading(engine: Engine, run_id: int) -> str | None:
    """A line about the events that a run found in texts that older rules had read.

    None if there are none. They fill the history and are mailed to nobody.
    """
    with engine.connect() as connection:
        number = connection.scalar(FOUND, {"run_id": run_id}) or 0
    if not number:
        return None
    events = "1 event" if number == 1 else f"{number} events"
    return (
        f"{events} found by reading again with newer rules, told to nobody "
        f"(dashboard.events, run_id {run_id}, is_news false)"
    )
