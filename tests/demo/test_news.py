"""The stories: files that can be read, pages that show them, texts of our own."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import lxml.html
import pytest

from demo.errors import DemoError
from demo.expected import Day, Event, load_expected
from demo.newsroom import Newsroom
from demo.site import load_sites
from demo.story import NEWS, news_days, read_draft, stories_on
from tests.demo.asking import ask

LAST = news_days()[-1]
RUN = 12
# Names and titles that nobody can write otherwise, longest first.
FORMULAE = [
    r"hội nghị đánh giá giữa nhiệm kỳ thực hiện nghị quyết",
    r"(?:tổ chức )?hội nghị công bố quyết định của bộ chính trị về công tác cán bộ",
    r"công bố quyết định của bộ chính trị",
    r"tham gia ban chấp hành (?:đảng bộ tỉnh )?ban thường vụ(?: tỉnh ủy)?",
    r"đại hội (?:đại biểu )?đảng bộ tỉnh(?: lạng sơn)? lần thứ \w+"
    r"(?: nhiệm kỳ \d+ \d+)?",
    r"ủy viên (?:trung ương đảng|bộ chính trị|ban thường vụ)",
    r"(?:phó )?trưởng ban (?:tổ chức|tuyên giáo và dân vận)(?: trung ương| tỉnh ủy)?",
    r"(?:phó )?bí thư (?:thường trực )?(?:tỉnh ủy|trung ương đảng)",
    r"chủ tịch (?:hđnd|ubnd) tỉnh",
    r"khoa học công nghệ đổi mới sáng tạo và chuyển đổi số",
    r"báo cáo tình hình kinh tế xã hội 6 tháng đầu năm",
]


def words(text: str) -> list[str]:
    """The words of a text; each formula counts as one."""
    plain = " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))
    plain = plain.replace("ð", "đ").replace("uỷ", "ủy")
    for number, formula in enumerate(FORMULAE):
        plain = re.sub(formula, f"_{number}_", plain)
    return plain.split()


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of RUN words."""
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def articles() -> Iterable[Path]:
    """All files of the newsroom."""
    return sorted(NEWS.glob("*/*/*.md"))


def test_there_is_enough_of_it() -> None:
    shapes = {site.shape for site in load_sites().values()}
    assert (len(list(articles())) >= 60, len(load_sites()) >= 6) == (True, True)
    assert (len(shapes) >= 5, len(news_days()) >= 5) == (True, True)


def test_every_site_has_something_on_the_first_day() -> None:
    first = news_days()[0]
    assert [name for name in load_sites() if not stories_on(first, name)] == []


@pytest.mark.parametrize("site_id", load_sites())
def test_every_page_shows_its_story_and_says_that_it_is_invented(
    newsroom: Newsroom, site_id: str
) -> None:
    newsroom.day = next(
        d for d in reversed(news_days()) if d not in load_sites()[site_id].down
    )
    site, base = load_sites()[site_id], newsroom.bases[site_id]
    for story in stories_on(newsroom.day, site_id):
        reply = ask(base + story.path(site))
        page = lxml.html.fromstring(reply.text)
        shown = " ".join(page.text_content().split())
        assert reply.status == 200
        assert story.title in shown
        assert story.lead in shown
        assert all(block.text in shown for block in story.blocks)
        assert f"{story.published_at:%H:%M}" in shown
        assert "This is an invented sample page." in shown


def test_sections_tags_and_the_like_are_there(newsroom: Newsroom) -> None:
    for name, site in load_sites().items():
        paths = [
            "/",
            "/gioi-thieu",
            "/tag/giao-ban",
            *map(site.section_path, site.sections),
        ]
        assert [p for p in paths if ask(newsroom.bases[name] + p).status != 200] == []


def test_the_video_page_has_no_text(newsroom: Newsroom) -> None:
    newsroom.day = "2023-07-12"
    site = load_sites()["bao-gia-lai"]
    video = next(s for s in stories_on(newsroom.day, site.id) if s.kind == "video")
    page = lxml.html.fromstring(ask(newsroom.bases[site.id] + video.path(site)).text)
    assert page.find(".//video") is not None
    assert page.find_class("article__body") == []


def test_the_wire_story_is_the_same_on_three_sites() -> None:
    (group,) = load_expected()[dt.date(2025, 9, 25)].duplicates
    texts = {story_of(name) for name in group}
    assert (len(group), len(texts)) == (3, 1)


def story_of(name: str) -> str:
    """The text of ``<day>/<site>/<slug>`` as it stood on its day."""
    day, site, slug = name.split("/")
    found = stories_on(dt.date.fromisoformat(day), site)
    story = next(s for s in found if s.slug == slug)
    text = "\n".join([story.title, story.lead, *(b.text for b in story.blocks)])
    return unicodedata.normalize("NFC", text)


def of_all(day: Day) -> list[Event]:
    """All events of a day, told or not."""
    return [*day.news, *day.history, *day.may]


@pytest.mark.parametrize(("date", "day"), load_expected().items())
def test_what_is_expected_stands_in_the_articles(date: dt.date, day: Day) -> None:
    assert date in news_days()
    # Who is silently replaced is named nowhere on that day.
    told = (e for e in of_all(day) if not (e.silent and e.direction == "out"))
    for event in told:
        texts = [story_of(name) for name in event.articles]
        for value in (event.person, event.number):
            assert all(value is None or value in text for text in texts), event
        assert (
            event.occurred_on is None
            or event.occurred_on <= date
            or (event.phase == "announced")
        )
    for names in (day.edited, day.late, day.refused):
        assert all(story_of(name) for name in names)


def test_every_day_is_expected() -> None:
    assert tuple(load_expected()) == news_days()


@pytest.mark.parametrize(("date", "day"), load_expected().items())
def test_named_holders_are_named(date: dt.date, day: Day) -> None:
    texts = [
        story_of(f"{date}/{site}/{story.slug}").replace("Ð", "Đ")
        for site in load_sites()
        for story in stories_on(date, site)
        if story.changed_on == story.published_at.date() == date
    ]
    texts += [story_of(name) for name in day.late]
    people = {p for positions in day.holders.values() for p in positions.values()}
    assert [p for p in people if not any(p in text for text in texts)] == []


def test_no_sentence_comes_from_the_labelled_articles(eval_data: Path) -> None:
    theirs: set[tuple[str, ...]] = set()
    for file in eval_data.glob("dev/*/articles.jsonl"):
        for line in file.read_text("utf-8").splitlines():
            article = json.loads(line)
            theirs |= runs(f"{article.get('title') or ''} . {article['text']}")
    assert theirs
    for file in articles():
        story = read_draft(file).story
        own = " . ".join([story.title, story.lead, *(b.text for b in story.blocks)])
        assert [" ".join(run) for run in runs(own) & theirs] == [], file


GOOD = """---
title: T
lead: L
section: chinh-tri
time: "08:00"
author: A
---
Một đoạn.
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("section: chinh-tri", "section: tho-ca", "section: bao-gia-lai has no"),
        ('time: "08:00"', "time: 8 giờ", "time: write it as"),
        ("author: A", "tac_gia: A", "author: is missing"),
        ("author: A", "author: A\nmau: B", "mau: unknown key"),
        ("author: A", "author: A\nalso_in: {bao-x: '09:00'}", "no site 'bao-x'"),
        ("---\ntitle", "title", "front matter: must stand first"),
    ],
)
def test_a_faulty_file_is_named_with_its_field(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    file = tmp_path / "2025-09-26" / "bao-gia-lai" / "bai-moi.md"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD, "utf-8")
    assert read_draft(file).story.title == "T"
    file.write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(DemoError, match=re.escape(told)) as error:
        read_draft(file)
    assert str(file) in str(error.value)


def test_one_new_file_is_one_new_article(tmp_path: Path) -> None:
    file = tmp_path / "2025-09-26" / "bao-gia-lai" / "bai-moi.md"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD, "utf-8")
    (story,) = stories_on(dt.date(2025, 9, 26), "bao-gia-lai", tmp_path)
    assert (story.slug, story.lead) == ("bai-moi", "L")


def test_an_edit_of_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "2025-09-26" / "bao-gia-lai" / "bai-moi.md"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD.replace("author: A", "author: A\nedits: 2025-09-25"), "utf-8")
    with pytest.raises(DemoError, match=r"no bai-moi.md of 2025-09-25 to replace"):
        stories_on(dt.date(2025, 9, 26), "bao-gia-lai", tmp_path)
