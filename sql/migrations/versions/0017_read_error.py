"""A text on which the rules fail is written down, and the others are read.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "article_version",
        sa.Column(
            "read_error",
            sa.Text(),
            comment="How that reader failed on it; null: it did not.",
        ),
        schema="core",
    )
