"""The demo stays away from the installation it is started in."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangbo import demonstration
from processing.settings import load_settings

LIVE = """
DATABASE_URL=postgresql://live@db.example/dangbo
DANGBO_ARCHIVE=s3://live
DANGBO_FEEDS=/srv/live
"""


def test_no_setting_of_the_installation_reaches_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DANGBO_ALERT_WINDOW_DAYS", "3")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(LIVE)
    assert load_settings().archive == "s3://live"
    folder = tmp_path / "demo"
    folder.mkdir()
    with demonstration.environment(folder, folder / "sources", "smtp://127.0.0.1:1"):
        settings = load_settings()
    assert (settings.database_url, settings.archive, settings.feeds) == (None,) * 3
    assert settings.alert_window_days == 14
    assert load_settings().archive == "s3://live"


def test_a_setting_without_a_value_is_not_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("SMTP_URL", "DANGBO_FEEDS", "DANGBO_SECRET", "DANGBO_WORKERS")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".env").write_text("".join(f"{name}=\n" for name in names))
    settings = load_settings()
    assert (settings.smtp_url, settings.feeds, settings.secret) == (None,) * 3
    assert settings.workers >= 1
