"""Stories: the files of demo/news, and which of them stand on a site on a day."""

from __future__ import annotations

import datetime as dt
import functools
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import yaml

from demo.errors import at
from demo.site import Site, load_sites

NEWS = Path(__file__).with_name("news")
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
REQUIRED = {"title", "lead", "section", "time", "author"}
OPTIONAL = {"byline", "tags", "kind", "also_in", "edits", "double_title"}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a body: a paragraph, a sub-heading or a photo with its caption."""

    kind: Literal["text", "heading", "photo"]
    text: str
    image: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One article as it stands since ``changed_at``.

    ``published_at`` is when it first appeared; an edit changes the text and
    ``changed_at`` and nothing else. Both have the zone of Viet Nam.
    """

    site: str
    slug: str
    section: str
    title: str
    lead: str
    blocks: tuple[Block, ...]
    author: str
    byline: str | None
    tags: tuple[str, ...]
    kind: Literal["article", "video"]
    double_title: bool
    published_at: dt.datetime
    changed_at: dt.datetime

    @property
    def key(self) -> int:
        """A number that stays the same as long as site, day and name do."""
        name = f"{self.site}/{self.published_at:%Y-%m-%d}/{self.slug}"
        return zlib.crc32(name.encode())

    @property
    def changed_on(self) -> dt.date:
        """The day of the last edit, or of publication."""
        return self.changed_at.date()

    def path(self, site: Site) -> str:
        """Its address on ``site``."""
        return site.article.format(
            section=self.section,
            slug=self.slug,
            month=f"{self.published_at:%Y%m}",
            # Seven digits, as the sites of these families have.
            number=1_000_000 + self.key % 9_000_000,
            hex=f"{self.key:08x}"[-7:],
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A file of demo/news: a story, where else it is printed, what it replaces."""

    story: Story
    also_in: tuple[tuple[str, dt.datetime], ...]
    edits: dt.date | None
    file: Path


@functools.cache
def news_days(folder: Path = NEWS) -> tuple[dt.date, ...]:
    """The days of which there is news, in order."""
    names = (entry.name for entry in folder.iterdir() if entry.is_dir())
    return tuple(sorted(dt.date.fromisoformat(name) for name in names))


def stories_on(day: dt.date, site: str, folder: Path = NEWS) -> tuple[Story, ...]:
    """Everything that stands on ``site`` at the end of ``day``, newest first."""
    shown: dict[tuple[str, dt.date], Story] = {}
    for draft in _drafts(folder):
        for story in _printed(draft):
            if story.site == site and story.changed_on <= day:
                key = (story.slug, draft.edits or story.published_at.date())
                shown[key] = _replacing(shown.get(key), story, draft)
    newest = sorted(shown.values(), key=lambda s: (s.published_at, s.slug))
    return tuple(reversed(newest))


def _replacing(old: Story | None, story: Story, draft: Draft) -> Story:
    """``story``, published when the one was that it is an edit of."""
    if not draft.edits:
        return story
    if old is None:
        problem = f"no {story.slug}.md of {draft.edits} to replace"
        raise at(draft.file, "edits", problem)
    return replace(story, published_at=old.published_at)


def _printed(draft: Draft) -> Iterator[Story]:
    yield draft.story
    for site, moment in draft.also_in:
        yield replace(draft.story, site=site, published_at=moment, changed_at=moment)


@functools.cache
def _drafts(folder: Path) -> tuple[Draft, ...]:
    """All files of the folder, in the order of their days."""
    return tuple(read_draft(file) for file in sorted(folder.glob("*/*/*.md")))


def read_draft(file: Path) -> Draft:
    """Read ``<day>/<site>/<slug>.md``: YAML between lines of ---, then the body.

    Raises:
        DemoError: naming file and field.
    """
    front, body = _split(file)
    _check(file, front)
    day = dt.date.fromisoformat(file.parent.parent.name)
    moment = _moment(file, day, front["time"])
    story = Story(
        site=file.parent.name,
        slug=file.stem,
        section=_section(file, front["section"]),
        title=front["title"],
        lead=front["lead"],
        blocks=tuple(_blocks(body)),
        author=front["author"],
        byline=front.get("byline"),
        tags=tuple(front.get("tags", ())),
        kind=front.get("kind", "article"),
        double_title=front.get("double_title", False),
        published_at=moment,
        changed_at=moment,
    )
    copies = front.get("also_in", {}).items()
    also_in = tuple((name, _moment(file, day, time)) for name, time in copies)
    return Draft(story, also_in, front.get("edits"), file)


def _section(file: Path, section: str) -> str:
    """The section, which its site must have."""
    site = load_sites()[file.parent.name]
    if section not in site.sections:
        known = ", ".join(site.sections)
        raise at(file, "section", f"{site.id} has no {section!r}: {known}")
    return section


def _split(file: Path) -> tuple[dict[str, Any], str]:
    parts = file.read_text("utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        raise at(file, "front matter", "must stand first, between two lines of ---")
    try:
        front = yaml.safe_load(parts[1])
    except yaml.YAMLError as error:
        raise at(file, "front matter", f"not YAML: {error}") from error
    return front, parts[2]


def _check(file: Path, front: dict[str, Any]) -> None:
    if missing := REQUIRED - set(front):
        raise at(file, min(missing), "is missing: add it")
    if unknown := set(front) - REQUIRED - OPTIONAL:
        raise at(file, min(unknown), "unknown key: see demo/README.md")
    if file.parent.name not in load_sites():
        raise at(file, "folder", f"no site {file.parent.name!r} in sites.yaml")
    for name in front.get("also_in", {}):
        if name not in load_sites():
            raise at(file, "also_in", f"no site {name!r} in sites.yaml")


def _moment(file: Path, day: dt.date, time: object) -> dt.datetime:
    if not isinstance(time, str) or not re.fullmatch(r"\d\d:\d\d", time):
        raise at(file, "time", f'write it as "17:42", not {time!r}')
    return dt.datetime.combine(day, dt.time.fromisoformat(time), HANOI)


def _blocks(body: str) -> Iterator[Block]:
    for piece in re.split(r"\n{2,}|\n(?=!\[)", body.strip()):
        photo = re.fullmatch(r"!\[(.*)\]\((.*)\)", piece.strip())
        if photo:
            yield Block("photo", photo[1], photo[2])
        elif piece.startswith("## "):
            yield Block("heading", piece[3:].strip())
        elif piece.strip():
            yield Block("text", " ".join(piece.split()))
