"""In which language a text is, as far as Dangbo must know: Vietnamese or not."""

from __future__ import annotations

import re

_SPECIAL = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH = re.compile(r"(?i)\b(?:the|of|and|to|in|was|for|with|on|that)\b")
SAMPLE = 4000


def language_of(text: str, declared: str | None) -> str | None:
    """The ISO 639-1 code: ``vi`` by its letters, ``en`` by its words, else declared.

    What a page declares is often its template's language, so letters go first.
    """
    sample = text[:SAMPLE]
    letters = len(_LETTER.findall(sample))
    if not letters:
        return None
    if len(_SPECIAL.findall(sample)) > 0.05 * letters:
        return "vi"
    if len(_ENGLISH.findall(sample)) > 0.08 * len(sample.split()):
        return "en"
    code = (declared or "").strip().lower()[:2]
    return code if len(code) == 2 and code.isalpha() and code != "vi" else None
