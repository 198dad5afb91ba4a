"""What is installed elsewhere than in a checkout is whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("crawlers", "processing", "dangbo", "demo", "dags", "sql")
# Read by the database container of Compose alone.
ELSEWHERE = ("sql/compose/",)
BUILD = "from setuptools import build_meta; print(build_meta.build_wheel('.'))"


def test_a_wheel_holds_all_data_beside_the_code(tmp_path: Path) -> None:
    wanted = set()
    for room in ROOMS:
        shutil.copytree(
            PROJECT / room,
            tmp_path / room,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        files = (path for path in (tmp_path / room).rglob("*") if path.is_file())
        wanted |= {path.relative_to(tmp_path).as_posix() for path in files}
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(PROJECT / name, tmp_path)

    subprocess.run(
        [sys.executable, "-c", BUILD], cwd=tmp_path, check=True, capture_output=True
    )

    [wheel] = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in wanted - held if not name.startswith(ELSEWHERE)} == set()
