"""Articles as JSON Lines: what is taken, what is refused and how, what comes out."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from processing.model import HANOI, Article, Observation
from processing.observe import jsonl
from processing.observe.guarded import Unreadable, read_guarded
from processing.observe.jsonl import InputError, articles, observe_file
from tests.processing.observe.labelled import RIGHT, TEXT


def _file(folder: Path, *lines: object) -> Path:
    path = folder / "in.jsonl"
    given = [one if isinstance(one, str) else json.dumps(one) for one in lines]
    path.write_text("\n".join(given), encoding="utf-8")
    return path


def test_what_comes_out(tmp_path: Path) -> None:
    path = _file(tmp_path, {"id": 7, "text": TEXT}, "", {"text": "Trời đẹp."})
    (line,) = (one for one in observe_file(path) if "leadership_change" in one)
    assert json.loads(line) == {
        "id": "7",
        **RIGHT,
        "confidence": pytest.approx(0.9, abs=0.1),
        "evidence": {"quote": TEXT, "start": 0, "end": len(TEXT), "where": "text"},
    }


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2021-03-01", date(2021, 3, 1)),
        ("2021-03-01T08:30:00+07:00", date(2021, 3, 1)),
        ("2021-02-28T23:30:00Z", date(2021, 3, 1)),
        ("2021-03-01T08:30:00", date(2021, 3, 1)),
        ("01/03/2021", date(2021, 3, 1)),
        ("01/03/2021 08:30", date(2021, 3, 1)),
        (1614562200, date(2021, 3, 1)),
        (None, None),
        ("", None),
    ],
)
def test_forms_of_publication(tmp_path: Path, given: object, day: date | None) -> None:
    path = _file(tmp_path, {"text": "a", "published_at": given})
    ((_, article),) = articles(path)
    moment = article.published_at
    if isinstance(moment, datetime):
        moment = (moment.astimezone(HANOI) if moment.tzinfo else moment).date()
    assert moment == day


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2: is no JSON"),
        ("[1]", "line 2: is no object"),
        ({"title": "a"}, "line 2, text: is missing"),
        ({"text": 3}, "line 2, text: is no text"),
        ({"text": "a", "published_at": "hôm qua"}, "line 2, published_at: 'hôm qua'"),
        ({"text": "a", "province": "atlantis"}, "line 2, province: atlantis unknown"),
        ({"text": "a", "id": []}, "line 2, id: "),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object, told: str) -> None:
    path = _file(tmp_path, {"text": TEXT}, line)
    given = observe_file(path)
    assert "Trần Văn Mẫu" in next(given)
    with pytest.raises(InputError, match=told.replace("[", r"\[")):
        list(given)


def test_a_time_beyond_all_clocks_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, '{"text": "a", "published_at": 1e300}')
    with pytest.raises(InputError, match="published_at"):
        list(articles(path))


UNNAMED = (
    "Sáng 11/3/2019, Tỉnh ủy ban hành Nghị quyết số 17-NQ/TU về phát triển du lịch."
)
NEIGHBOUR = "Năm qua, Tỉnh ủy Thái Bình đã làm được nhiều việc cho ngành du lịch."


@pytest.mark.parametrize(
    ("credit", "about", "province"),
    [
        ("", NEIGHBOUR, "nam-dinh"),
        ("Theo TTXVN", NEIGHBOUR, "thai-binh"),
        ("(TTXVN)", NEIGHBOUR, "thai-binh"),
        ("Trần Văn Mẫu (TTXVN/Vietnam+)", NEIGHBOUR, "thai-binh"),
        ("Nguồn: Báo Thái Bình", NEIGHBOUR, "thai-binh"),
        ("(Theo Báo Thái Bình)", NEIGHBOUR, "thai-binh"),
        # Nobody else is spoken of, the home is too, or the credit is its own.
        ("Theo TTXVN", "Du lịch là mũi nhọn.", "nam-dinh"),
        ("Theo TTXVN", f"{NEIGHBOUR} Khách từ Nam Định cũng nhiều.", "nam-dinh"),
        ("Nguồn: Báo Nam Định", NEIGHBOUR, "nam-dinh"),
        ("Theo TTXVN, khách đến đông hơn năm trước.", NEIGHBOUR, "nam-dinh"),
    ],
)
@pytest.mark.parametrize(
    "house",
    [{"url": "https://baonamdinh.vn/tin-1.html"}, {"province": "nam-dinh"}],
    ids=("url", "province"),
)
def test_a_text_of_others_is_not_of_the_paper_that_prints_it(
    tmp_path: Path, house: dict[str, str], credit: str, about: str, province: str
) -> None:
    given = {**house, "published_at": "2019-03-11"}
    text = f"{UNNAMED}\n{about}\n{credit}"
    (line,) = observe_file(_file(tmp_path, {**given, "text": text}))
    told = json.loads(line)
    assert (told["number"], told["province"]) == ("17-NQ/TU", province)


def test_articles_behind_one_on_which_the_rules_fail_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path, {"text": "Tin hỏng."}, {"text": TEXT})

    def reading(article: Article) -> list[Observation] | Unreadable:
        if "hỏng" in article.text:
            return Unreadable("IndexError: list index out of range")
        return read_guarded(article)

    monkeypatch.setattr(jsonl, "read_guarded", reading)
    given = observe_file(path)
    assert "leadership_change" in next(given)
    with pytest.raises(InputError, match=r"in.jsonl, line 1: IndexError: .* report"):
        list(given)
