"""Pages that answer 200 and are not what was asked for: stubs, captchas, walls."""

from __future__ import annotations

import re

# A page of some weight, or with a few paragraphs and links, is real, whatever words
# stand in it: comment forms have captchas, headers have login forms.
LARGEST_STUB = 8 * 1024
FEWEST_PARTS = 4
PART = re.compile(rb"<(p|a|article|li|h1|h2)\b", re.I)
HTML_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "")
SIGNS = (
    (
        re.compile(
            rb"captcha|cf-challenge|challenge-platform|are you (a )?(human|robot)", re.I
        ),
        "a captcha",
    ),
    (
        re.compile(
            rb"document\.cookie|location\.(reload|replace|href)|http-equiv=.?refresh",
            re.I,
        ),
        "an anti-robot page that sets a cookie or moves on by script",
    ),
    (re.compile(rb"type=.?password", re.I), "a login page"),
    (
        re.compile(
            rb"access denied|request (was )?(blocked|rejected)|support id|forbidden",
            re.I,
        ),
        "a refusal by the site's firewall",
    ),
)
EMPTY = "an empty page"
# What of all this a site puts before its articles.
WALLS = frozenset({EMPTY, *(words for _, words in SIGNS)})


def obstacle(body: bytes, content_type: str | None) -> str | None:
    """What stands in the way, in plain words; None for a page that looks real."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind not in HTML_TYPES:
        return f"not a web page but {kind}"
    if not body.strip():
        return EMPTY
    if len(body) > LARGEST_STUB or len(PART.findall(body)) >= FEWEST_PARTS:
        return None
    return next((words for sign, words in SIGNS if sign.search(body)), None)
