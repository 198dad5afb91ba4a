"""The lexicon: words of the news as data, and an example beside each phrase.

A section of ``lexicon/<name>.yaml`` is a list of lines (``say``, ``example`` and what
more its reader wants), a list of names, or lists of names by what they belong to.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from yaml import YAMLError

from crawlers.yaml_file import read_yaml
from processing.observe.language.key import key_of


class LexiconError(Exception):
    """A lexicon file cannot be used; says which file, section and line."""


@cache
def load(name: str) -> dict[str, Any]:
    """The sections of ``lexicon/<name>.yaml`` by their names.

    Raises:
        LexiconError: it is no YAML, or a line of a section lacks its example.
    """
    path = resources.files("processing.observe") / "lexicon" / f"{name}.yaml"
    try:
        sections: dict[str, Any] = read_yaml(path)
    except YAMLError as error:
        remedy = "put a phrase that begins with [ in quotes"
        raise LexiconError(f"lexicon/{name}.yaml: {error}: {remedy}") from error
    for section, listed in sections.items():
        for number, line in enumerate(listed, 1):
            if isinstance(line, dict) and not (line.get("say") and line.get("example")):
                where = f"lexicon/{name}.yaml, {section}, line {number}"
                raise LexiconError(f"{where}: needs say and example: add them")
    return sections


def _section(name: str, section: str) -> Any:
    sections = load(name)
    if section not in sections:
        raise LexiconError(f"lexicon/{name}.yaml: has no section {section}: add it")
    return sections[section]


def lines(name: str, section: str) -> tuple[dict[str, Any], ...]:
    """The lines of a section, each with ``say`` and ``example``.

    Raises:
        LexiconError: there is no such section, or it holds something else.
    """
    listed = _section(name, section)
    if not all(isinstance(line, dict) for line in listed):
        where = f"lexicon/{name}.yaml, {section}"
        raise LexiconError(f"{where}: each line needs say and example: add them")
    return tuple(listed)


@cache
def names(name: str, section: str) -> tuple[str, ...]:
    """The names that a section lists, as keys.

    Raises:
        LexiconError: there is no such section.
    """
    return tuple(map(key_of, _section(name, section)))


@cache
def owners(name: str, section: str) -> dict[str, str]:
    """The names of a section, as keys, each to what it is listed under.

    Raises:
        LexiconError: there is no such section.
    """
    listed = _section(name, section).items()
    return {key_of(one): owner for owner, ones in listed for one in ones}
