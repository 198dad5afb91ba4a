"""`python -m tests.crawlers.faults.page > docs/faults.md`: the page on faults."""

from __future__ import annotations

from itertools import groupby

from tests.crawlers.faults import FAULTS, Fault

HEAD = """\
# Hostile and broken sites

What may be wrong with a site, what Dangbo does about it, how a person learns of it, and
the test that holds it to that. Made by `python -m tests.crawlers.faults.page >
docs/faults.md` from the declarations in `tests/crawlers/faults/`: a function there is a
site with one fault, and a new one needs nothing else.

All of them are crawled in one process, at the same time, by
`tests/crawlers/test_faults.py`. It notes every connection that the process begins:
none leads anywhere but to a site of that crawl, though the DNS lies, and none of the
faults does harm to another site. What is told is in the message of the source's run
(`core.source_run`, `dangbo sources health`); *told as nothing* means that the fault is
none for us.

A crawl is killed at a few moments in every test run; at fifty with

```
KILL_MOMENTS=50 .venv/bin/python -m pytest tests/crawlers/test_killed.py -k any_moment
```
"""

TITLES = {
    "addresses": "Addresses: redirects, links, paging",
    "answers": "Answers: statuses, sizes, encodings, types, walls, robots.txt",
    "connections": "Connections, TLS, HTTP and names",
    "places": "Feeds, sitemaps, listings",
}

CLEAN = "tests/processing/clean"
# What the site does, what Dangbo does, the test.
ELSEWHERE = (
    (
        "Changes its layout overnight",
        "Finds far fewer article addresses, or none: the counts of that day show it.",
        "tests/crawlers/test_faults.py::"
        "test_a_layout_changed_overnight_shows_in_the_counts",
    ),
    (
        "Brings less, shorter or emptier texts than in its own past",
        "Told the same day; nothing is concluded from it until it is over.",
        "tests/processing/health/test_verdict.py::"
        "test_a_change_of_layout_is_seen_the_same_day_and_held",
    ),
    (
        "Answers an article that is gone with an error page and status 200",
        "Cleaning knows it by its words: no article.",
        f"{CLEAN}/test_judgement.py::test_an_error_told_with_status_200",
    ),
    (
        "Answers dead articles with its front page and status 200",
        "Cleaning knows it by the address the page gives itself.",
        f"{CLEAN}/test_judgement.py::"
        "test_the_home_page_under_the_address_of_a_dead_article",
    ),
    (
        "Has the same text under another address or at another paper",
        "Links it to the first as a duplicate.",
        f"{CLEAN}/test_step.py::"
        "test_the_same_text_elsewhere_is_linked_to_the_first_published",
    ),
    (
        "Shows a clock as the only date",
        "Does not take the moment of the visit for a date.",
        f"{CLEAN}/test_dates.py::test_the_clock_of_the_visit_is_not_the_date",
    ),
    (
        "Dates an article in the future, or is read for an earlier day",
        "Believes any other date that the page shows; else keeps the date as printed, "
        "if it can be read in one way. One that may be day and month exchanged, with "
        "no second witness, is no date, and the reason is kept.",
        f"{CLEAN}/test_dates.py::test_of_the_future_no_day_is_invented",
    ),
    (
        "Has articles 100,000 elements deep, or made to be slow to read",
        "Cleaning answers within seconds.",
        f"{CLEAN}/test_bytes.py::test_hostile_pages_are_answered_soon",
    ),
    (
        "Declares a wrong character set, or none",
        "Reads the same text; never keeps mojibake.",
        f"{CLEAN}/test_bytes.py::test_every_encoding_gives_the_same_text",
    ),
    (
        "Is so slow that the time limit of the run comes first",
        "Keeps what was got; the next night goes on from there.",
        "tests/crawlers/test_killed.py::test_at_the_time_limit_what_was_got_is_kept",
    ),
    (
        "Asks for a pause beyond the time limit of the run",
        "Ends the pause at the limit.",
        "tests/crawlers/test_killed.py::test_the_time_limit_ends_a_pause_too",
    ),
    (
        "(Our own process is killed at any moment)",
        "Started again, it ends with the articles of an undisturbed crawl, none"
        " fetched twice but those under way.",
        "tests/crawlers/test_killed.py::test_killed_at_any_moment",
    ),
)


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for module, faults in groupby(FAULTS, key=lambda one: one.lay.__module__):
        title = TITLES[module.rsplit(".", 1)[-1]]
        rows = "".join(_row(fault) for fault in faults)
        parts.append(f"\n## {title}\n{_table('the site', 'told as', rows)}")
    rows = "".join(f"| {s} | {does} | `{test}` |\n" for s, does, test in ELSEWHERE)
    parts.append(f"\n## Beyond the crawl\n| the site | Dangbo | test |\n{RULE}{rows}")
    return "".join(parts)


RULE = "|---|---|---|\n"


def _table(first: str, third: str, rows: str) -> str:
    head = f"| {first} | Dangbo | {third} | source afterwards | test |\n"
    return f"{head}|---|---|---|---|---|\n{rows}"


def _row(fault: Fault) -> str:
    told = fault.told or fault.skipped
    words = f"*{told}*" if told else "nothing"
    return (
        f"| {fault.site} | {fault.does} | {words} | {fault.status} |"
        f" `test_fault[{fault.name}]` |\n"
    )


if __name__ == "__main__":
    print(page(), end="")
