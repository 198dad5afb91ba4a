"""Of whom only the departure is told, that day is the latest first one: a basis.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BASIS = """
ALTER TABLE core.tenure
    DROP CONSTRAINT ck_tenure_from_basis,
    ADD CONSTRAINT ck_tenure_from_basis
        CHECK (from_basis IN ('event', 'seen', 'left', 'baseline'));
COMMENT ON COLUMN core.tenure.valid_from IS
    'First day, or the latest that it can be: see from_basis.';
COMMENT ON COLUMN core.tenure.from_basis IS
    'What valid_from rests on: event (reported), baseline (reference works), seen (first named then, and may have come earlier) or left (only the departure is told: came earlier).';
"""  # noqa: E501 - as the column has it


def upgrade() -> None:
    op.execute(BASIS)
