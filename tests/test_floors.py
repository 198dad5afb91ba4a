"""Nothing imports upwards; rooms of processing are strangers; YAML has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = {"crawlers": 1, "processing": 2, "dangbo": 3, "dags": 4}
ROOMS = {"clean", "observe", "health", "diff", "alert", "export"}
#: The rooms of reading, from the ground up: each may know those before it.
READING = (
    *("language", "when", "article", "sentence", "changes"),
    *("people", "congress", "midterm", "resolution"),
)
#: The rooms of the crawl, from the ground up: the files beside them know none.
CRAWLING = (
    *("catalogue", "archive", "discovery", "network", "crawl"),
    *("spider", "importing", "probing"),
)
LOADING = {"safe_load", "safe_load_all", "SafeLoader", "full_load"}


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports."""
    yield from imported(ast.parse(file.read_text(encoding="utf-8")))


def imported(node: ast.AST) -> Iterator[str]:
    """Every module that a piece of code imports."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            yield from (alias.name for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom) and inner.module:
            yield inner.module
            yield from (f"{inner.module}.{alias.name}" for alias in inner.names)


def needed(file: Path) -> Iterator[str]:
    """Every module that must be there before a file's own can run."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from imported(node)


def test_no_file_imports_from_a_higher_floor() -> None:
    upwards = [
        f"{file.relative_to(ROOT)} imports {module}"
        for floor, level in FLOORS.items()
        for file in (ROOT / floor).rglob("*.py")
        for module in imports(file)
        if FLOORS.get(module.split(".")[0], 0) > level
    ]
    assert upwards == []


def test_only_the_dags_know_airflow() -> None:
    guilty = [
        str(file.relative_to(ROOT))
        for floor in FLOORS.keys() - {"dags"}
        for file in (ROOT / floor).rglob("*.py")
        for module in imports(file)
        if module.split(".")[0] == "airflow"
    ]
    assert guilty == []


def test_steps_meet_only_in_the_tables() -> None:
    crossing = [
        f"{file.relative_to(ROOT)} imports {module}"
        for room in ROOMS
        for file in (ROOT / "processing" / room).rglob("*.py")
        for module in imports(file)
        if module.startswith("processing.") and module.split(".")[1] in ROOMS - {room}
    ]
    assert crossing == []


def test_rooms_of_reading_lean_on_the_ones_before_them() -> None:
    upwards = [
        f"{file.relative_to(ROOT)} imports {module}"
        for level, room in enumerate(READING)
        for file in (ROOT / "processing/observe" / room).rglob("*.py")
        for module in needed(file)
        if module.startswith("processing.observe.")
        and module.split(".")[2] not in READING[: level + 1]
    ]
    assert upwards == []


def test_rooms_of_the_crawl_lean_on_the_ones_before_them() -> None:
    folder = ROOT / "crawlers"
    rooms = {file.parent.name for file in folder.glob("*/__init__.py")}
    assert rooms == set(CRAWLING)
    upwards = [
        f"{file.relative_to(ROOT)} imports {module}"
        for level, files in enumerate(
            [folder.glob("*.py"), *((folder / room).rglob("*.py") for room in CRAWLING)]
        )
        for file in files
        for module in imports(file)
        if module.startswith("crawlers.") and module.split(".")[1] in CRAWLING[level:]
    ]
    assert upwards == []


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
