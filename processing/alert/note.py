"""Write a short message: the same view as the mail, fewer words, no markup."""

from __future__ import annotations

from processing.alert.compose import compose_view, render
from processing.alert.facts import Facts
from processing.text.safe import tame


def note(facts: Facts, language: str) -> tuple[str, str]:
    """Return subject and body of a message, as plain text in ``language``."""
    view = compose_view(facts, language)
    return tame(view.subject), render("note.txt.j2", mail=view).strip()
