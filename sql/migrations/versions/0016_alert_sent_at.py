"""What was mailed lately is found by its time, not among all that ever was.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_alert_sent_at",
        "alert",
        ["sent_at"],
        schema="core",
        postgresql_where=sa.text("sent_at IS NOT NULL"),
    )
