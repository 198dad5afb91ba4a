"""Every line of the lexicon shows how it is used, and is used so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from processing.observe.language.key import key_of
from processing.observe.language.lexicon_file import LexiconError, lines, load
from processing.observe.language.wordings import wordings
from processing.observe.sentence.phrase_tree import FILES, LETTERS


def _lines() -> Iterator[tuple[str, dict[str, str]]]:
    for name in (*FILES, "places"):
        for section, listed in load(name).items():
            phrases = (line for line in listed if isinstance(line, dict))
            yield from ((f"{name}.{section}", line) for line in phrases)


def test_every_example_holds_its_phrase() -> None:
    missing = [
        (where, line["say"])
        for where, line in _lines()
        if not any(
            _words(way) in _words(line["example"])
            for way in wordings(key_of(line["say"]))
        )
    ]
    assert missing == []


def _words(text: str) -> str:
    return key_of(text).replace("-", " ").replace("  ", " ").replace("  ", " ")


def test_no_phrase_twice_in_a_section() -> None:
    seen: set[tuple[str, str]] = set()
    twice = []
    for where, line in _lines():
        own = key_of(line["say"])
        new = "only_after" in line or where == "places.districts"
        if not new and (where, own) in seen:
            twice.append((where, own))
        seen.update((where, way) for way in wordings(own))
    assert twice == []


def test_every_section_of_phrases_has_its_letter() -> None:
    sections = {
        section
        for name in FILES
        for section, listed in load(name).items()
        if isinstance(listed[0], dict)
    }
    assert sections - set(LETTERS) == {"reasons"}


SAY = "section:\n  - {say: bầu"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            f"{SAY}, example: bầu ông A}}\n  - {{say: cử}}\n",
            "line 2: needs say",
        ),
        ("section:\n  - say: [hội nghị] (tỉnh ủy)\n    example: Tỉnh ủy\n", "quotes"),
        ("section: [bầu, cử]\n", "section: each line needs say"),
        (f"other{SAY}, example: bầu ông A}}\n", "has no section section"),
    ],
)
def test_a_broken_file_is_named_with_its_remedy(
    written: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "broken.yaml").write_text(written, encoding="utf-8")
    monkeypatch.setattr(
        "processing.observe.language.lexicon_file.resources.files", lambda _: tmp_path
    )
    load.cache_clear()
    with pytest.raises(LexiconError, match=rf"(?s)lexicon/broken\.yaml.*{told}"):
        lines("broken", "section")
    load.cache_clear()


def test_the_ways_of_saying_one_thing_are_each_of_one_group_and_shown() -> None:
    seen: set[str] = set()
    for line in lines("wordings", "ways"):
        ways = (line["say"], *line["also"])
        assert seen.isdisjoint(ways), f"{line['say']}: said in two groups"
        assert any(way in key_of(line["example"]) for way in line["also"]), line
        seen.update(ways)
