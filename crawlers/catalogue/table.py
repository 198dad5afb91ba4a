"""The catalogue as a table; ``python -m crawlers.catalogue.table`` writes it."""

from __future__ import annotations

from pathlib import Path

from crawlers.catalogue.loading import Catalogue, load_catalogue
from crawlers.catalogue.source import Source

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / "crawlers" / "sources"
PAGE = PROJECT / "docs" / "sources.md"
HEAD = """# Sources

Made from `crawlers/sources/*.yaml` by `python -m crawlers.catalogue.table`; do not edit
it by hand.

No address was tried live when this was written: *seen* means that it stands in public
material, *inferred* that it follows by rule from something seen. `dangbo sources check`
tells what a source really answers. A source is crawled where at least one address to
look at is plausible; what does not answer is told after the first night. Papers and
portals of provinces merged in 2025 are listed for their archives, with the source that
goes on in their place, and are not crawled. Portals whose address follows by rule alone
wait for a person to look at them. One article of an *official* source is enough to
believe a change of office that nobody announced: a province's paper is the organ of its
Party committee.

Not sources: aggregators (baomoi.com, vietnam.vn), which print what others wrote and
would count as a second witness without being one; registers and lists (tinnhiemmang.vn,
Wikipedia), which are for comparing.

"""
COLUMNS = (
    "id",
    "name",
    "home",
    "goes on as",
    "kind",
    "official",
    "family",
    "found by",
    "crawled",
    "confidence",
)


def sources_table(catalogue: Catalogue) -> str:
    """The page ``docs/sources.md``: one row a source, in the order of the catalogue."""
    crawled = len(catalogue.enabled)
    count = f"{len(catalogue.sources)} sources, {crawled} of them crawled.\n\n"
    lines = [_line(COLUMNS), _line(("---",) * len(COLUMNS))]
    lines += [_line(_cells(source)) for source in catalogue.sources]
    return HEAD + count + "\n".join(lines) + "\n"


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _cells(source: Source) -> tuple[str, ...]:
    return (
        f"`{source.id}`",
        f"[{source.name}]({source.base_url})",
        _homes(source),
        f"`{source.successor}`" if source.successor else "",
        source.kind.replace("_", " "),
        "yes" if source.official else "no",
        source.family,
        _found_by(source),
        "yes" if source.enabled else "no",
        source.provenance.confidence if source.provenance else "",
    )


def _homes(source: Source) -> str:
    spans = (
        f"{home.province} until {home.until}" if home.until else home.province
        for home in source.home
    )
    return ", ".join(spans) or "all"


def _found_by(source: Source) -> str:
    """How many places of each kind, with how sure their addresses are."""
    counts: dict[str, int] = {}
    for place in source.discovery:
        words = f"{place.kind} ({place.confidence})"
        counts[words] = counts.get(words, 0) + 1
    return ", ".join(f"{number} {words}" for words, number in counts.items())


if __name__ == "__main__":
    PAGE.write_text(sources_table(load_catalogue(FOLDER)), "utf-8")
