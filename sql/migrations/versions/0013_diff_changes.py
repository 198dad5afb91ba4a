"""What the next diff has to fold anew, kept by triggers: 0013_diff_changes.sql.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # As it stands: percent signs and colons are no parameters here.
    op.get_bind().connection.driver_connection.execute(script)
