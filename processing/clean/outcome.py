"""What cleaning answers when a page is no article, and who answered."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

#: Raised by one whenever the rules of this package change what they extract.
RULES = 3
EXTRACTOR = f"dangbo-clean/{RULES} trafilatura/{version('trafilatura')}"


@dataclass(frozen=True, slots=True)
class NotAnArticle:
    """The page is no article, or cannot be read; ``reason`` says why in words."""

    reason: str
