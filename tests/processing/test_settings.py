"""Settings that cannot be used are refused where they are read."""

from __future__ import annotations

import re

import pytest

from processing.settings import PREFIX, PROJECT, Settings, SettingsError, load_settings

# All names that Airflow knows, and cron as people write it.
GOOD = (
    "30 5 * * *", "*/20 5-7 * * mon-fri", "0 5 29 2 *",
    "@hourly", "@daily", "@weekly", "@monthly", "@quarterly", "@yearly",
)  # fmt: skip
BAD = ("5:30", "daily", "@once", "30 5 * *", "61 5 * * *", "30 5 30 2 *", "30 5 * * x")


@pytest.mark.parametrize("schedule", GOOD)
def test_schedules_of_airflow_are_taken_as_they_are(schedule: str) -> None:
    assert Settings(_env_file=None, schedule=schedule).schedule == schedule


@pytest.mark.parametrize("schedule", BAD)
def test_other_schedules_are_refused_with_name_value_and_remedy(
    schedule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANGBO_SCHEDULE", schedule)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    said = str(refused.value)
    assert said.startswith(f"setting DANGBO_SCHEDULE: {schedule!r} is no cron schedule")
    assert "such as '30 5 * * *'" in said


def test_every_setting_is_shown_in_the_example_and_nothing_else() -> None:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    shown = set(
        re.findall(rf"(?m)^#?({PREFIX}[A-Z_]+|DATABASE_URL|SMTP_URL)=", example)
    )
    fields = Settings.model_fields.items()
    known = {
        str(field.validation_alias or f"{PREFIX}{name.upper()}")
        for name, field in fields
    }
    assert shown == known
