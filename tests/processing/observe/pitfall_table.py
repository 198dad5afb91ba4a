"""Writes docs/pitfalls.md from the cases: ``python -m <this module>`` renews it."""

from __future__ import annotations

from pathlib import Path

from tests.processing.observe.reading import Case, load

DOCUMENT = Path(__file__).parents[3] / "docs" / "pitfalls.md"
OTHERS = {
    "clean": "cleaning: the page must lose what is not the article, and give its date",
    "crawl": "the catalogue of sources: such a site is not crawled",
    "diff": "the comparison: one article alone cannot tell",
}
HEAD = """# Pitfalls of the language, and the articles that prove them

One line for each invented article in `tests/processing/observe/pitfalls/`. A test,
`test_pitfalls.py`, reads them through the public door and demands exactly the events
that are listed there. This page is made from those files:
`python -m tests.processing.observe.pitfall_table`.

*Out of reach of the reading* means that one article alone does not hold the answer: the
case then proves what the reading must do with it, and the last column says whose work
the rest is. *Waiting* cases are known not to pass yet; a test turns red when one does.

| pitfall | article | what it proves | state |
|---|---|---|---|
"""


def table() -> str:
    """The page as it should be."""
    rows = (_row(case) for case in sorted(load("pitfalls/*.yaml"), key=_number))
    return HEAD + "\n".join(rows) + "\n"


def _number(case: Case) -> int:
    return int(case["pitfall"][1:])


def _row(case: Case) -> str:
    why = str(case["why"]).replace("|", "\\|")
    return f"| {case['pitfall']} | `{case['id']}` | {why} | {_state(case)} |"


def _state(case: Case) -> str:
    if reason := case.get("waiting"):
        return f"waiting: {reason}"
    if step := case.get("belongs"):
        return f"out of reach of the reading: {OTHERS[step]}"
    return "covered"


if __name__ == "__main__":
    DOCUMENT.write_text(table(), encoding="utf-8")
