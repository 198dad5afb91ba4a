"""YAML that knows its lines: data for validation, and where each value stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from crawlers.yaml_file import LOADER

Location = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where, which field, what and what to do."""

    file: Path
    line: int
    field: str
    problem: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}"
        return (
            f"{where}: {self.field}: {self.problem}"
            if self.field
            else (f"{where}: {self.problem}")
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed YAML file: its data, and the node tree that knows the lines."""

    file: Path
    data: Any
    root: yaml.Node | None

    def line(self, location: Location) -> int:
        """The line (from 1) of the deepest part of ``location`` that exists."""
        node, line = self.root, 1
        for part in location:
            found = _child(node, part)
            if found is None:
                break
            line, node = found
        return line

    def fault(self, location: Location, problem: str) -> Fault:
        """A fault at ``location``, a path of keys and list indexes."""
        field = ".".join(str(part) for part in location)
        return Fault(self.file, self.line(location), field, problem)


def read_document(file: Path) -> tuple[Document, list[Fault]]:
    """Parse ``file``; what YAML itself refuses comes back as faults."""
    try:
        loader = LOADER(file.read_text("utf-8"))
        root = loader.get_single_node()
        # Before the data are made: that resolves merged mappings in the tree itself.
        doubled = list(_doubled(root))
        data = loader.construct_document(root) if root else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        problem = f"not valid YAML: {error.problem or error}"
        return Document(file, None, None), [Fault(file, line, "", problem)]
    except (UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        problem = f"not valid YAML: {error}"
        return Document(file, None, None), [Fault(file, 1, "", problem)]
    faults = [
        Fault(file, line, key, "the key stands twice: keep one of them")
        for key, line in doubled
    ]
    return Document(file, data, root), faults


def _child(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        items = node.value[part : part + 1]
        return (items[0].start_mark.line + 1, items[0]) if items else None
    return None


def _doubled(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Keys that stand twice in one mapping: YAML would keep the last silently."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _doubled(item)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield str(key.value), key.start_mark.line + 1
            seen.add(key.value)
            yield from _doubled(value)
