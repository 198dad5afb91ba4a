"""The year of an article by the terms, periods and plans that it speaks of."""

from __future__ import annotations

import re

STEP = 5  # years from congress to congress, from council to council
FIRST_COUNCIL = 2011  # councils were elected in 2011, 2016, 2021, 2026

_TERM = re.compile(r"(?<!\d)(20\d\d)\s*[-–—]+\s*(20\d\d)(?!\d)")
_CONGRESS = re.compile(
    r"(?<!nghị quyết )(?<!nghị quyết của )(?<!\w)đại hội(?!\w)"
    r"|(?:phiên họp|hội nghị|phiên|họp)(?: lần)? (?:thứ nhất|đầu tiên)"
)
_FIRST = r"kỳ họp (?:lần )?(?:thứ nhất|thứ 1|thứ i|đầu tiên)(?!\w)"
_COUNCIL = "(?:hđnd|hội đồng nhân dân)"
_FIRST_SESSION = re.compile(
    rf"{_FIRST}[^.]{{0,60}}{_COUNCIL}|{_COUNCIL}[^.]{{0,80}}{_FIRST}"
)
_REVIEWED = re.compile(
    r"(?:(?:6|sáu|9|chín|3|ba) tháng (?:đầu|cuối)(?: của)? năm|quý (?:[1-4]|i{1,3}|iv)"
    r"(?:,? năm|[-/]))\s*(20\d\d)(?!\s?[-–]\s?\d)"
)
_SCHOOL = re.compile(r"năm học (20\d\d)\s?[-–]\s?20\d\d")
_COMPARED = re.compile(
    r"so (?:với )?(?:cùng kỳ )?(?:của )?(?:năm )?(20\d\d)(?!\s?[-–]\s?\d|\d)"
)
_PLAN = re.compile(
    r"(?:dự toán|kế hoạch|nhiệm vụ|phương hướng|chương trình giám sát)[^.;\d]{0,70}"
    r" năm (20\d\d)(?!\s?[-–]\s?\d|\d)"
)
#: From when on something holds: a day after that of the news.
IN_FORCE = re.compile(
    r"(?:hiệu lực|áp dụng|thực hiện|thi hành|triển khai)[^.;\d]{0,25}?(?:từ|vào)"
    r"(?: ngày)? $"
)
TERM_STARTS = 6  # the month from which on a school year is that of the news
YEAR_ENDS = 11  # the month from which on plans are those of the next year


def beginning(key: str) -> int | None:
    """The year in which the latest term begins that a text speaks of as beginning.

    Party terms begin with a congress, council terms with the first session; a term
    that is merely named says nothing.
    """
    terms = [(int(one[1]), int(one[2])) for one in _TERM.finditer(key)]
    starts = [start for start, end in terms if end - start == STEP]
    party = [year for year in starts if year % STEP == 0]
    council = [year for year in starts if (year - FIRST_COUNCIL) % STEP == 0]
    if council and _FIRST_SESSION.search(key):
        return max(council)
    return max(party) if party and _CONGRESS.search(key) else None


def reviewed(key: str) -> int | None:
    """The year whose half or quarter a text reviews, if it is one only."""
    years = {int(one[1]) for one in _REVIEWED.finditer(key)}
    return next(iter(years)) if len(years) == 1 else None


def hinted(key: str, month: int) -> int | None:
    """The year of a month by what a text compares with and plans, if all agree on it.

    Growth "so với năm 2013" is told in 2014; the plan and the budget of 2015 are passed
    at the end of 2014; from June on a school year is the one that begins.
    """
    years = {int(one[1]) + 1 for one in _COMPARED.finditer(key)}
    years = {max(years)} if years else set()
    if month >= TERM_STARTS:
        years |= {int(one[1]) for one in _SCHOOL.finditer(key)}
    if month >= YEAR_ENDS:
        years |= {int(one[1]) - 1 for one in _PLAN.finditer(key)}
    return next(iter(years)) if len(years) == 1 else None
