"""Encodings, and pages that are broken, hostile or no pages: answered, never raised."""

from __future__ import annotations

import gzip
import random
import time
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processing.clean import NotAnArticle, extract
from processing.model import CleanArticle
from tests.processing.clean import newsstand as stand
from tests.processing.clean.shapes import SHAPES

SHAPE = SHAPES["htm"]
HTML = SHAPE.article


def text_of(html: bytes, content_type: str | None = None) -> str:
    made = extract(html, SHAPE.url, content_type=content_type)
    assert isinstance(made, CleanArticle), made
    return f"{made.title}\n{made.text}"


WHOLE = text_of(HTML.encode())
# Cut in its middle a byline cannot be recognised and stays, as far as it goes.
BYLINE = f"Bài, ảnh: {stand.AUTHOR}"


def windows_1258(text: str) -> bytes:
    """Vietnamese as that code page has it: base letters, then tone marks."""
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
            continue
        except UnicodeEncodeError:
            pass
        # Circumflex, breve and horn stay with the letter; the tone stands alone.
        marks = normalize("NFD", char)
        base = normalize(
            "NFC", marks[0] + "".join(m for m in marks[1:] if m not in TONES)
        )
        tone = "".join(m for m in marks[1:] if m in TONES)
        out += (base + tone).encode("cp1258")
    return bytes(out)


TONES = "\u0300\u0301\u0309\u0303\u0323"


@pytest.mark.parametrize(
    ("html", "content_type"),
    [
        (HTML.encode(), "text/html; charset=iso-8859-1"),
        (HTML.encode("utf-8-sig"), None),
        (HTML.encode("utf-16"), None),
        (HTML.encode("utf-16-le"), "text/html; charset=utf-16"),
        (HTML.encode("utf-16-be"), None),
        (normalize("NFD", HTML).encode(), None),
        (windows_1258(HTML.replace("utf-8", "windows-1258")), None),
        (windows_1258(HTML.replace("utf-8", "x")), "text/html; charset=windows-1258"),
        (windows_1258(HTML.replace("utf-8", "x")), "text/html; charset=windows-1252"),
        (HTML.encode("ascii", "xmlcharrefreplace"), None),
        (HTML.replace("Tỉnh", "T\u200bỉnh\x00").encode(), None),
        (b"<?xml version='1.0' encoding='utf-8'?>" + HTML.encode(), None),
    ],
    ids=[
        "utf-8 declared latin", "utf-8 bom", "utf-16 bom", "utf-16-le", "utf-16-be",
        "nfd", "1258 by meta", "1258 by header", "1258 declared 1252", "entities",
        "invisible", "xhtml",
    ],
)  # fmt: skip
def test_every_encoding_gives_the_same_text(
    html: bytes, content_type: str | None
) -> None:
    assert text_of(html, content_type) == WHOLE


def test_damage_beside_the_text_does_no_harm() -> None:
    html = HTML.replace("var x", "var \udc80\udcff").encode(errors="surrogateescape")
    assert text_of(html) == WHOLE


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (b"", "empty page"),
        (b" \n ", "empty page"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a PNG image"),
        (gzip.compress(HTML.encode(), mtime=0), "gzip data"),
        (b"just words", "not a single tag"),
        (b"<" + b"\x81\x8d\x8f" * 400, "unknown encoding"),
        (b"<html><body></body></html>", "stub"),
        (b"<p>" + b"x" * 50_000_000, "50 MB"),
        (
            b"<html><script>document.cookie='D1N=a1b2';location.reload(true)</script>"
            b"</html>",
            "cookie or script check",
        ),
        (
            HTML.replace("chủ trì", "ch\udcff trì").encode(errors="surrogateescape"),
            "undecodable characters",
        ),
        (HTML.encode().decode("latin-1").encode(), "mojibake"),
        (HTML.encode().decode("cp1252", errors="replace").encode(), "undecodable"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(html: bytes, reason: str) -> None:
    made = extract(html, SHAPE.url)
    assert isinstance(made, NotAnArticle)
    assert reason in made.reason


def test_other_content_types_are_refused() -> None:
    made = extract(HTML.encode(), SHAPE.url, content_type="application/pdf")
    assert isinstance(made, NotAnArticle)
    assert "application/pdf" in made.reason


@pytest.mark.parametrize(
    "html",
    [
        b"<div>" * 100_000 + HTML.encode(),
        b"<html><body>" + b"<a href=x>" * 50_000 + b"</html>",
        b"<table><tr><td>" * 20_000 + b"x" * 500,
        b"<p>" + b"14/10/2025 " * 100_000,
        b"<script type='application/ld+json'>" + b"[" * 200_000 + b"</script>",
        b"<p>" + b"&#x110;" * 200_000,
        b"<h1>a</h1>" * 30_000,
        b"<p class='" + b"related-" * 100_000 + b"'>x" * 3,
        b"<p>" + b"- " * 300_000,
        b"<title>" + b" - a" * 100_000 + b"</title><p>x",
        b"<base href='http://[b'><link rel=canonical href='http://[x'>" + HTML.encode(),
    ],
    ids=[
        "deep", "links", "tables", "dates", "json", "entities", "headings", "class",
        "dashes", "title", "addresses",
    ],
)  # fmt: skip
def test_hostile_pages_are_answered_soon(html: bytes) -> None:
    begun = time.monotonic()
    assert extract(html, SHAPE.url) is not None
    assert time.monotonic() - begun < 5


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(HTML.encode())))
def test_a_page_cut_anywhere_never_brings_a_wrong_text(cut: int) -> None:
    made = extract(HTML.encode()[:cut], SHAPE.url)
    if isinstance(made, CleanArticle):
        assert "\ufffd" not in made.text
        for line in made.text.split("\n"):
            assert line in WHOLE or BYLINE.startswith(line)


@settings(max_examples=60, deadline=None)
@given(st.integers())
def test_a_page_of_shuffled_pieces_never_raises(seed: int) -> None:
    pieces = HTML.split("<")
    random.Random(seed).shuffle(pieces)
    assert extract("<".join(pieces).encode(), SHAPE.url) is not None


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_random_bytes_never_raise(html: bytes) -> None:
    assert isinstance(extract(b"<html>" + html, SHAPE.url), NotAnArticle)
