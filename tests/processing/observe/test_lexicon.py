"""Every line of the lexicon shows how it is used, and is used so."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

import pytest
import yaml

from processing.observe.key import key_of
from processing.observe.marks import FILES, LETTERS, MarkError, load

FOLDER = resources.files("processing.observe") / "lexicon"


def _lines() -> Iterator[tuple[str, dict[str, str]]]:
    for name in (*FILES, "places"):
        sections = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
        for section, lines in sections.items():
            for line in lines if isinstance(lines, list) else ():
                if isinstance(line, dict):
                    yield f"{name}.{section}", line


def test_every_example_holds_its_phrase() -> None:
    missing = [
        (where, line["say"])
        for where, line in _lines()
        if _words(line["say"]) not in _words(line["example"])
    ]
    assert missing == []


def _words(text: str) -> str:
    return key_of(text).replace("-", " ").replace("  ", " ").replace("  ", " ")


def test_no_phrase_twice_in_a_section() -> None:
    seen: set[tuple[str, str]] = set()
    twice = []
    for where, line in _lines():
        one = (where, key_of(line["say"]))
        if one in seen and "only_after" not in line and where != "places.districts":
            twice.append(one)
        seen.add(one)
    assert twice == []


def test_every_section_of_phrases_has_its_letter() -> None:
    sections = {
        section
        for name in FILES
        for section, lines in load(name).items()
        if isinstance(lines, list)
    }
    assert sections - set(LETTERS) == {"reasons"}


def test_a_line_without_an_example_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "processing.observe.marks.read_yaml", lambda _: {"in": [{"say": "bầu"}]}
    )
    with pytest.raises(MarkError, match=r"verbs\.yaml, in, line 1"):
        load.__wrapped__("verbs")
