"""From the bytes of a response to clean UTF-8, or a refusal; never to mojibake."""

from __future__ import annotations

import codecs
import re
from unicodedata import normalize

from processing.clean.legacy import TAG, mixed_in, modern
from processing.clean.outcome import NotAnArticle

MAX_BYTES = 8_000_000

_MAGIC = {
    b"%PDF": "a PDF file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\x1f\x8b": "gzip data",
    b"\xd0\xcf\x11\xe0": "an Office file",
    b"RIFF": "a media file",
}
_HTML_TYPES = re.compile(r"(?i)html|xml|text/plain|octet-stream|^\s*(;|$)")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?\s*([\w.:-]+)")
# Eight-bit code pages that carry Vietnamese, by whatever name they are declared:
# browsers read the Latin names as windows-1252, Vietnamese pages meant 1258.
_LATIN = {"iso8859-1", "latin-1", "cp1252", "ascii", "cp1258"}
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯẠ-ỹ]")
_LETTER = re.compile(r"[^\W\d_]")

# How one encoding looks when read as another: UTF-8 read as Latin, and the
# fonts TCVN3 and VNI, whose bytes are Latin letters.
_MOJIBAKE = {
    "UTF-8 read as Latin": re.compile(
        r"á[º»](?![a-zà-ỹ])|Ã[\x80-\xbf]|[ÄÆ][\x80-\xbf‘’°¡]"
    ),
    "TCVN3 font codes": re.compile(r"[a-z][µ¶·¸¹ØÞÕÖ]|[®§][a-zµ¶·¸¹]|[µ¶·¸¹][a-z]"),
    "VNI font codes": re.compile(
        r"(?i)[aeo][äåàáâãûúùøõï]{1,2}[nmct]|ñ[aoeuö]|[öô][ôû]ù?"
    ),
}


def to_utf8(html: bytes, content_type: str | None) -> bytes | NotAnArticle:
    """Return the page in UTF-8 without NUL, or why it cannot be read.

    Valid UTF-8 is taken for UTF-8 whatever is declared: servers often say otherwise.
    Text in the codes of TCVN3 or VNI fonts is converted where it is so throughout.
    A few undecodable bytes become U+FFFD; the caller refuses text that holds them.
    """
    if refusal := _not_html(html, content_type):
        return NotAnArticle(refusal)
    for bom, name in _BOMS:
        if html.startswith(bom):
            return _recoded(html, name)
    if wide := _wide(html):
        return _recoded(html, wide)
    try:
        text = html.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(html, content_type)
    return _finished(text)


def _not_html(html: bytes, content_type: str | None) -> str | None:
    if not html.strip():
        return "empty page"
    if len(html) > MAX_BYTES:
        size, limit = len(html) / 1e6, MAX_BYTES // 1_000_000
        return f"page of {size:.0f} MB is larger than {limit} MB"
    for magic, what in _MAGIC.items():
        if html.startswith(magic):
            return f"not a web page but {what}"
    if content_type and not _HTML_TYPES.search(content_type):
        return f"not a web page: content type {content_type.strip()[:80]}"
    if b"<" not in html:
        return "no HTML: not a single tag"
    return None


def _recoded(html: bytes, charset: str) -> bytes | NotAnArticle:
    text = html.decode(charset, errors="replace").lstrip("\ufeff")
    if text.count("\ufffd") > len(text) // 100 + 3:
        return NotAnArticle(f"cannot be decoded as {charset}")
    return _finished(text)


def _finished(text: str) -> bytes:
    """The page without NUL, letters of fonts from before Unicode replaced."""
    return modern(text.replace("\0", "")).encode("utf-8", errors="replace")


def _wide(html: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of the markup is NUL."""
    head = html[:400]
    if head.count(b"\0") < len(head) // 4:
        return None
    return "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"


def _declared(html: bytes, content_type: str | None) -> str | None:
    header = (content_type or "").encode("ascii", errors="ignore")
    for place in (header, html[:4096]):
        for found in _CHARSET.finditer(place):
            try:
                return codecs.lookup(found.group(1).decode()).name
            except LookupError:
                continue
    return None


def _eight_bit(html: bytes, content_type: str | None) -> bytes | NotAnArticle:
    """A page that is not valid UTF-8: damaged UTF-8, or an older code page."""
    as_utf8 = html.decode("utf-8", errors="replace")
    damaged = as_utf8.count("\ufffd")
    sound = len(html) - len(as_utf8)
    if sound > 20 * damaged:
        return as_utf8.replace("\0", "").encode()
    # Pages in those fonts are declared as anything at all.
    western = html.decode("latin-1")
    if (meant := modern(western)) != western:
        return meant.replace("\0", "").encode()
    charset = _declared(html, content_type)
    if charset and charset not in _LATIN and charset != "utf-8":
        return _recoded(html, charset)
    text = normalize("NFC", html.decode("cp1258", errors="replace"))
    if _reads_vietnamese(text):
        return text.replace("\0", "").encode()
    said = f" (declared: {charset})" if charset else ""
    return NotAnArticle(f"unknown encoding{said}: neither UTF-8 nor windows-1258")


def _reads_vietnamese(text: str) -> bool:
    """Whether a decoded page has the letters of Vietnamese and no rubble."""
    plain = TAG.sub(" ", text)
    letters = len(_LETTER.findall(plain)) or 1
    special = len(_VIETNAMESE.findall(plain))
    return special > 0.05 * letters and plain.count("\ufffd") < 0.005 * letters


def damage(text: str) -> str | None:
    """What shows that ``text`` was decoded wrongly; None if it reads well."""
    if lost := text.count("\ufffd"):
        return f"{lost} undecodable characters in the text"
    for what, pattern in _MOJIBAKE.items():
        wrong = len(pattern.findall(text))
        if wrong > max(3, len(text) // 60):
            return f"text is mojibake ({what})"
    if font := mixed_in(text):
        return f"text is mojibake ({font} font codes in a page of Unicode)"
    return None
