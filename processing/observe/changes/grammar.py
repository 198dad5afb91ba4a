"""The grammar of leadership changes, over the pieces of one sentence.

A title governed by a verb is what the sentence is about: "bầu … giữ chức P" brings
somebody in, "thôi giữ chức P" takes somebody out. The person stands between verb and
title, after the title ("đối với ông A"), or before the verb. A title right beside a
name is only how the person is called.
"""

from __future__ import annotations

import re

from processing.observe.changes.alone import Alone
from processing.observe.changes.claims import Found
from processing.observe.changes.departures import Departures
from processing.observe.changes.dismissals import Dismissals
from processing.observe.changes.governed import Governed
from processing.observe.changes.handover import Handover
from processing.observe.changes.in_charge import InCharge
from processing.observe.changes.punishments import Punishments
from processing.observe.changes.replacements import Replacements
from processing.observe.language.words import any_in
from processing.observe.sentence.roles import Line

#: What ``Governed`` leaves, each reading what those before have found.
REST = (Alone, InCharge, Departures, Dismissals, Replacements, Handover, Punishments)
_SAYS = re.compile("[IJOXEDT]|Pw?=")  # a verb, an office, or who holds it


def changes(made: Line) -> Found:
    """All changes that a sentence states."""
    found = Found()
    if not _SAYS.search(made.letters):
        return found
    governed = Governed(made, found)
    governed.run()
    for rest in REST:
        if any_in(rest.VERBS, made.letters):
            rest(made, found, governed.clause).run()
    return found
