"""Which holders a further article says nothing new of: 0014_diff_settled.sql.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # As it stands: percent signs and colons are no parameters here.
    op.get_bind().connection.driver_connection.execute(script)
