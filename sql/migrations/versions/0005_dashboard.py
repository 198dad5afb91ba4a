"""What the views and the search of the dashboards read: 0005_dashboard.sql.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # As it stands: percent signs and colons are no parameters here.
    op.get_bind().connection.driver_connection.execute(script)
