"""Lists of persons with their new offices behind a verb: "bầu …: ông A - P1; …"."""

from __future__ import annotations

import re

from processing.observe.changes.claiming import Claiming
from processing.observe.language.phrases import holds
from processing.observe.sentence.titles import position_of

#: "bầu ra các chức danh chủ chốt (gồm): ông A - P1; bà B - P2".
_LISTS_ELECTED = re.compile(
    r"(I)w{0,2}(J)w{0,4}(?:=:?|:)(?=[mH]*:?(?:H*[Nn][,\-]P[;,.]?)+$)"
)
#: "chỉ định Bí thư Tỉnh ủy 3 tỉnh, gồm: ông A - P1; ông B - P2".
_LISTS_OF_UNITS = re.compile(
    r"(I)[^NnIOXEJMZ]*?([PY])[^NnIOXEMZ]*?(?:=:?|:)(?=[mH]*:?(?:H*[Nn][,\-]P[;,.&]{0,2})+$)"
)


class ListedBehind(Claiming):
    """Claims the titles of such a list, which follow their names."""

    def _is_listed_behind(self, start: int, end: int) -> bool:
        """Claim one of "bầu các chức danh chủ chốt: ông A - P1; bà B - P2"."""
        listed = _LISTS_ELECTED.search(self.letters)
        if listed is None or not self._are_offices(listed):
            listed = _LISTS_OF_UNITS.search(self.letters)
            if listed is None or not self._has_each(listed, start):
                return False
        if listed.end() > start:
            return False
        self._claim("in", listed.start(1), start, end, [start - 2])
        return True

    def _are_offices(self, listed: re.Match[str]) -> bool:
        """Whether the noun before a list is "các chức danh"."""
        offices = self._piece(listed.start(2)).text.lower()
        return offices.startswith(("các ", "những "))

    def _has_each(self, listed: re.Match[str], start: int) -> bool:
        """Whether each of several units has the office that is listed."""
        office, told = self._piece(listed.start(2)).post, self._piece(start).post
        key, end = self.made.sentence.key, self._piece(listed.end() - 1).start
        several = holds("slates", "of_several_units", key, 0, end)
        same = office and told and position_of(office) == told.position
        return bool(several and same)
