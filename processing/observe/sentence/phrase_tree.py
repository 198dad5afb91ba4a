"""The phrases of the lexicon that make letters, as a tree of their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from processing.observe.language.key import key_of
from processing.observe.language.lexicon_file import load, names
from processing.observe.language.wordings import wordings

#: Lexicon section -> letter of its marks. An earlier section wins a tie.
LETTERS = {
    "nothing": "w",
    "speech": "w",
    "roles": "R",
    "bodies": "B",
    "levels": "L",
    "standing": "S",
    "former": "F",
    "current": "K",
    "new": "W",
    "acting": "Q",
    "honorifics": "H",
    "relatives": "U",
    "out": "O",
    "sanction": "X",
    "leads": "D",
    "in": "I",
    "leaves": "E",
    "office": "J",
    "again": "A",
    "replaces": "T",
    "not_yet": "M",
    "past": "Z",
    "to": "o",
    "are": "=",
    "many": "m",
    "and": "&",
    "passive": "p",
}
FILES = ("posts", "persons", "verbs", "speech")
TOKEN = re.compile(
    r"[kh]['’ʼ](?=\s[^\W\d_])|[^\W\d_][^\W_]*+(?:['’ʼ][^\W_]++)*+"
    r"|\d++(?:(?=[^\W\d_]{2})|[^\W_]*+(?:['’ʼ][^\W_]++)*+)|[^\w\s]|_"
)


@dataclass(slots=True)
class Node:
    """Where some words lead: to further words, and to what ends here.

    An option is the letter of its marks and the line of the lexicon.
    """

    next: dict[str, Node] = field(default_factory=dict)
    options: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@lru_cache
def tree() -> Node:
    """The root: all phrases of ``FILES`` by their first words."""
    root = Node()
    sections = {k: v for name in FILES for k, v in load(name).items()}
    for section, letter in LETTERS.items():
        for line in sections[section]:
            for say in wordings(key_of(line["say"])):
                node = root
                for word in TOKEN.findall(say):
                    node = node.next.setdefault(word, Node())
                node.options.append((letter, line))
                # what holds only in some company is tried before what always holds
                node.options.sort(key=lambda option: "only_after" not in option[1])
    return root


@lru_cache
def surnames() -> frozenset[str]:
    """First syllables of full names, as keys."""
    return frozenset(names("persons", "surnames"))
