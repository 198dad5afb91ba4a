"""Whatever a text is like, reading it stops nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processing.model import Article
from processing.observe import guarded, read
from processing.observe.guarded import Unreadable, read_guarded
from processing.observe.language.lexicon_file import load
from processing.observe.sentence.phrase_tree import FILES
from processing.time_limit import time_limit

WORDS = sorted(
    {
        line[part]
        for name in FILES
        for listed in load(name).values()
        for line in listed
        if isinstance(line, dict)
        for part in ("say", "example")
    }
    | {
        *[
            ",",
            ";",
            ":",
            "(",
            ")",
            '"',
            "-",
            "và",
            "là",
            "2020-2025",
            "5/3/2024",
            "Huế",
            "Vinh",
        ],
        "Trần Văn Mẫu",
    }
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_any_company_of_known_words_is_read(words: list[str]) -> None:
    read(Article(text=" ".join(words), title=" ".join(words[:4])))


def test_a_commission_head_before_a_word_that_means_nothing() -> None:
    """ "vẫn giữ chức" is known as saying nothing; it once stopped the reading."""
    told = "Ông Trần Văn Mẫu, Trưởng ban Tổ chức vẫn giữ chức vụ."
    assert read(Article(text=told)) == []


def _fails(article: Article) -> list[object]:
    raise ValueError(f"no way to read {article.id}")


def test_a_failure_is_told_and_not_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "read", _fails)
    found = read_guarded(Article(text="Tin.", id="7"))
    assert found == Unreadable("ValueError: no way to read 7")


def _never_ends(article: Article) -> list[object]:
    while article:
        pass
    return []


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "read", _never_ends)
    monkeypatch.setattr(guarded, "READING_SECONDS", 1)
    found = read_guarded(Article(text="Tin."))
    assert found == Unreadable("TooLong: took longer than 1 seconds")


def test_the_alarm_is_off_afterwards() -> None:
    with time_limit(1):
        pass
    assert read_guarded(Article(text="Tin.")) == []
