"""The metadata of schema ``core`` and the columns its tables are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    MetaData,
    Text,
    text,
)

metadata = MetaData(
    schema="core",
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    },
)

NOW = text("now()")


def number(comment: str) -> Column[Any]:
    """The key made by the database."""
    return Column(
        "id", BigInteger, Identity(always=True), primary_key=True, comment=comment
    )


def moment(
    name: str, comment: str, *, nullable: bool = False, now: bool = False
) -> Any:
    """A point in time."""
    default = NOW if now else None
    return Column(
        name,
        DateTime(timezone=True),
        nullable=nullable,
        server_default=default,
        comment=comment,
    )


def words(name: str, comment: str, *, nullable: bool = True, **kw: Any) -> Column[Any]:
    """A text."""
    return Column(name, Text, nullable=nullable, comment=comment, **kw)


def reference(name: str, target: str, comment: str, *, nullable: bool = False) -> Any:
    """The number of a row of ``target``, gone with it."""
    return Column(
        name,
        BigInteger,
        ForeignKey(f"core.{target}", ondelete="CASCADE"),
        nullable=nullable,
        comment=comment,
    )


def one_of(name: str, column: str, *values: str) -> CheckConstraint:
    """The column holds one of these values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)
