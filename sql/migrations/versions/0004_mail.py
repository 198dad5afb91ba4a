"""Persons, weekly digests, mail hours and corrections: 0004_mail.sql.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # As it stands: percent signs and colons are no parameters here.
    op.get_bind().connection.driver_connection.execute(script)
