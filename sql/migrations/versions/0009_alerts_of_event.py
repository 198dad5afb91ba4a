"""The way from an event to its alerts: 0009_alerts_of_event.sql.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # As it stands: percent signs and colons are no parameters here.
    op.get_bind().connection.driver_connection.execute(script)
