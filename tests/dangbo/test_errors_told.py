"""What a user sees when something is wrong: one line, what and what to do."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.dangbo import in_process


def dangbo(
    *arguments: str, cwd: Path, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in an empty folder."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DANGBO_", "DATABASE_URL", "SMTP_URL"))
    }
    return in_process.dangbo(arguments, cwd, {**kept, **settings})


def told(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on stderr of a command that failed as it should."""
    assert done.returncode == 1, done
    lines = done.stderr.strip().splitlines()
    assert "Traceback" not in done.stderr
    assert len(lines) == 1, lines
    return lines[0]


def test_an_unknown_setting_is_refused_by_name(tmp_path: Path) -> None:
    line = told(dangbo("events", cwd=tmp_path, DANGBO_DATAA="x"))
    assert "DANGBO_DATAA" in line
    assert ".env.example" in line


def test_an_unknown_setting_in_the_env_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DANGBO_OPERATR=a@b.example\n")
    assert "DANGBO_OPERATR" in told(dangbo("events", cwd=tmp_path))


def test_a_setting_of_the_wrong_kind_names_the_setting(tmp_path: Path) -> None:
    line = told(dangbo("events", cwd=tmp_path, DANGBO_ALERT_WINDOW_DAYS="soon"))
    assert "alert_window_days" in line.lower()


def test_a_schedule_that_is_none_is_told_before_airflow_reads_it(
    tmp_path: Path,
) -> None:
    line = told(dangbo("events", cwd=tmp_path, DANGBO_SCHEDULE="5:30"))
    assert line.count("DANGBO_SCHEDULE: '5:30'") == 1


def test_a_database_that_is_not_there_is_named_without_its_password(
    tmp_path: Path,
) -> None:
    url = "postgresql://u:verysecret@127.0.0.1:9/nothing"
    line = told(dangbo("events", cwd=tmp_path, DATABASE_URL=url))
    assert "127.0.0.1" in line
    assert "verysecret" not in line


def _catalogue(tmp_path: Path, more: str) -> Path:
    """A folder of sources with one, whose id, name and kind are right."""
    folder = tmp_path / "sources"
    folder.mkdir()
    right = "sources:\n  - id: bao-thu\n    name: Báo Thử\n    kind: newspaper\n"
    (folder / "nam-dinh.yaml").write_text(right + more)
    return folder


def test_a_faulty_source_file_is_named_with_line_and_key(tmp_path: Path) -> None:
    folder = _catalogue(
        tmp_path,
        "    base_url: https://baothu.example\n    delai_seconds: 2\n",
    )
    line = told(dangbo("sources", "list", cwd=tmp_path, DANGBO_SOURCES=str(folder)))
    assert "nam-dinh.yaml:6" in line
    assert "delai_seconds" in line


def test_a_province_that_never_was_is_told_with_the_one_that_was_meant(
    tmp_path: Path,
) -> None:
    folder = _catalogue(
        tmp_path,
        "    home:\n"
        "      - {province: nam-dinh, until: 2025-06-30}\n"
        "      - {province: ninh-bin, since: 2025-07-01}\n"
        "    base_url: https://baothu.example\n"
        "    enabled: false\n",
    )
    for command in (("sources", "list"), ("crawl",)):
        line = told(dangbo(*command, cwd=tmp_path, DANGBO_SOURCES=str(folder)))
        assert "nam-dinh.yaml:7: sources.0.home.1.province" in line
        assert "'ninh-bin': did you mean ninh-binh" in line


def test_a_catalogue_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere")
    line = told(dangbo("sources", "list", cwd=tmp_path, DANGBO_SOURCES=missing))
    assert "nowhere" in line


@pytest.mark.parametrize("command", ["run", "observe", "events", "leaders", "sources"])
def test_every_command_has_help(tmp_path: Path, command: str) -> None:
    done = dangbo(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "Usage:" in done.stdout
