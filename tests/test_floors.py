"""Nothing imports upwards; rooms of processing are strangers; YAML has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = {"crawlers": 1, "processing": 2, "dangbo": 3, "dags": 4}
ROOMS = {"clean", "observe", "health", "diff", "alert"}
LOADING = {"safe_load", "safe_load_all", "SafeLoader", "full_load"}


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_file_imports_from_a_higher_floor() -> None:
    upwards = [
        f"{file.relative_to(ROOT)} imports {module}"
        for floor, level in FLOORS.items()
        for file in (ROOT / floor).rglob("*.py")
        for module in imports(file)
        if FLOORS.get(module.split(".")[0], 0) > level
    ]
    assert upwards == []


def test_steps_meet_only_in_the_tables() -> None:
    crossing = [
        f"{file.relative_to(ROOT)} imports {module}"
        for room in ROOMS
        for file in (ROOT / "processing" / room).rglob("*.py")
        for module in imports(file)
        if module.startswith("processing.") and module.split(".")[1] in ROOMS - {room}
    ]
    assert crossing == []


def test_yaml_is_read_by_the_quick_loader() -> None:
    # The slow one costs every process that begins to read a tenth of a second.
    slow = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for floor in FLOORS
        for file in (ROOT / floor).rglob("*.py")
        if file != ROOT / "crawlers" / "yaml_file.py"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in LOADING
    ]
    assert slow == [], "use crawlers.yaml_file.read_yaml"
