"""What the gazetteer knows: organisations, their names, positions, congresses."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, Text

from processing.store.tables.columns import metadata, one_of, words

organisation = Table(
    "organisation",
    metadata,
    words(
        "id",
        "Slug and generation: ninh-binh-1 until 2025-06-30, ninh-binh-2 since.",
        nullable=False,
        primary_key=True,
    ),
    words(
        "name",
        "Vietnamese name of the province or city now or at its end.",
        nullable=False,
    ),
    Column("valid_from", Date, comment="First day, where known."),
    Column("valid_to", Date, comment="Last day; null while it exists."),
    Column(
        "successor_id",
        Text,
        ForeignKey("core.organisation.id"),
        comment="The organisation it was merged into.",
    ),
    words("iso", "ISO 3166-2 code of its province, where ISO lists it."),
    comment="Provincial Party organisations with dates; from the gazetteer.",
)

organisation_name = Table(
    "organisation_name",
    metadata,
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id", ondelete="CASCADE"),
        primary_key=True,
        comment="Whose name.",
    ),
    Column("valid_from", Date, primary_key=True, comment="First day of this name."),
    Column("valid_to", Date, comment="Last day of this name; null while used."),
    words("slug", "The province as printed by the command line.", nullable=False),
    words("name", "Vietnamese name.", nullable=False),
    words("level", "province or central_city.", nullable=False),
    one_of("level", "level", "province", "central_city"),
    comment="Names, slugs and levels of an organisation over time.",
)

position = Table(
    "position",
    metadata,
    words("id", "Identifier: party_secretary, …", nullable=False, primary_key=True),
    words("name_vi", "Vietnamese title.", nullable=False),
    words("name_en", "English title.", nullable=False),
    words("body", "party or state.", nullable=False),
    Column("rank", Integer, nullable=False, comment="1 is highest; orders alerts."),
    Column(
        "is_single_seat",
        Boolean,
        nullable=False,
        comment="Whether one person at most holds it at a time.",
    ),
    comment="The watched positions; loaded from the gazetteer.",
)

congress = Table(
    "congress",
    metadata,
    Column(
        "organisation_id",
        Text,
        ForeignKey("core.organisation.id", ondelete="CASCADE"),
        primary_key=True,
        comment="Whose congress.",
    ),
    words("term", "Term, for instance 2020-2025.", nullable=False, primary_key=True),
    Column("ordinal", Integer, nullable=False, comment="Which of its congresses."),
    Column("held_from", Date, comment="First day; null where not known to the day."),
    Column("held_to", Date, comment="Last day; null where not known to the day."),
    Column("opened_on", Date, comment="Day of the formal opening."),
    words("ordinal_confidence", "How the ordinal is known.", nullable=False),
    words("date_confidence", "How the days are known.", nullable=False),
    comment="Congresses as reference works know them; from the gazetteer.",
)
