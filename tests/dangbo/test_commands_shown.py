"""Every command that the pages show is there, with the options that it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from dangbo.cli.main import cli

PROJECT = Path(__file__).resolve().parents[2]
PAGES = [
    *(PROJECT / "docs").glob("*.md"),
    PROJECT / "README.md",
    PROJECT / "demo" / "README.md",
]
# "dangbo archive verify --source ID": its words up to a sign that no word has.
SHOWN = re.compile(
    r"(?:^ *|[`($/ ])dangbo((?: +(?:--)?[a-z][a-z-]*\b)+[^`\n#)|>…]*)", re.M
)
WRAPPED = re.compile(r"(?<!`)`[^`]+`(?!`)")
TARGET = re.compile(r"^([a-z-]+):", re.M)


def shown() -> Iterator[tuple[str, list[str]]]:
    """Page and words of each command."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        unwrapped = WRAPPED.sub(lambda code: code[0].replace("\n", " "), text)
        for found in SHOWN.finditer(unwrapped):
            yield page.name, found[1].split()


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that words begin with, and the words behind it."""
    command: click.Command = cli
    while isinstance(command, click.Group) and words:
        inner = command.get_command(click.Context(command), words[0])
        if inner is None:
            break
        command, words = inner, words[1:]
    return command, words


def options_of(command: click.Command) -> set[str]:
    found = {name for one in command.params for name in one.opts + one.secondary_opts}
    return found | {"--help", "--version"}


def test_the_pages_show_commands() -> None:
    assert len(list(shown())) > 80


def test_every_command_shown_is_there_with_its_options() -> None:
    stale = []
    for page, words in shown():
        command, rest = command_of(words)
        given = {word.rstrip(".,;:") for word in rest if word.startswith("--")}
        unknown = given - options_of(command)
        if command is cli or unknown:
            stale.append((page, " ".join(words), sorted(unknown)))
    assert stale == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_of_make_shown_is_there(page: Path) -> None:
    targets = set(TARGET.findall((PROJECT / "Makefile").read_text(encoding="utf-8")))
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"(?:^|`)make ([a-z-]+)", text, re.M)
    assert [name for name in shown if name not in targets] == []
