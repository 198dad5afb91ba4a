"""Who held an office on a day comes with what that rests on; the view files remake it.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Its columns are its type: more of them are another function.
    op.execute("DROP FUNCTION IF EXISTS dashboard.leaders_as_of(date, timestamptz)")
