"""Every setting of the program, read from the environment (and `.env`) in one place."""

from __future__ import annotations

import os
import re
from pathlib import Path

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "DANGBO_"
# Read by the tests alone; named here so that it is not refused as unknown.
TEST_ONLY = {"DANGBO_EVAL_DATA"}
PROJECT = Path(__file__).resolve().parent.parent

SECRET_LENGTH = 32
_HOURS = re.compile(r"(([01]\d|2[0-3]):[0-5]\d)-(([01]\d|2[0-3]):[0-5]\d)")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:/_~%-]+")


class SettingsError(Exception):
    """A setting is unknown or has a value that cannot be used."""


class Settings(BaseSettings):
    """The configuration of one installation; each field is one variable.

    Fields without an alias are read from ``DANGBO_<NAME>``. Times are in the unit
    their name says. Secrets are masked when printed.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,  # `NAME=` is a name without a value: not set
        extra="ignore",
        frozen=True,
    )

    database_url: SecretStr | None = Field(None, validation_alias="DATABASE_URL")
    smtp_url: SecretStr | None = Field(None, validation_alias="SMTP_URL")
    data: Path = Path("data")
    sources: Path = PROJECT / "crawlers" / "sources"
    archive: str | None = None
    contact: str = "https://github.com/dangbo/dangbo"
    operator: str | None = None
    mail_from: str = "Dangbo <dangbo@localhost>"
    alert_window_days: int = Field(14, ge=1, le=400)
    # So long after its scheduled moment a run may come to its end: then its news is
    # late, and its readers are told, again after so many days.
    news_within_hours: float = Field(4, gt=0, le=72)
    notice_again_days: int = Field(7, ge=1)
    # Readers of a province are told of a source there that is out for so many days.
    source_notice_days: int = Field(3, ge=1)
    # When digests may be sent, in Asia/Ho_Chi_Minh; alerts at once do not wait for it.
    mail_hours: str = "07:00-21:00"
    # Where `dangbo serve` is reached from outside, and what signs the links to it.
    public_url: str | None = None
    secret: SecretStr | None = None
    # The folder of feeds that the daily run keeps up to date; None: none.
    feeds: Path | None = None
    # Whether webhooks may go to this machine and its own network, and without TLS.
    webhooks_to_private: bool = False
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    crawl_time_limit_minutes: int = Field(120, ge=1)
    # Most new articles of one source in one daily run; the next run has the rest.
    max_articles: int = Field(500, ge=1)
    crawl_batch_size: int = Field(20, ge=1)
    # How long `dangbo archive prune` leaves pages alone; None: for ever.
    keep_listings_days: int | None = Field(None, ge=30)
    keep_articles_days: int | None = Field(None, ge=30)
    # When the DAG runs, as cron in Asia/Ho_Chi_Minh; checked as Airflow reads it.
    schedule: str = "30 5 * * *"
    # Below this share of good sources a crawl has failed and nothing is compared.
    min_good_sources: float = Field(0.5, ge=0, le=1)
    log_level: str = "INFO"

    @field_validator("mail_hours")
    @classmethod
    def _hours(cls, text: str) -> str:
        if not _HOURS.fullmatch(text):
            raise ValueError(f"{text!r} is no span of hours: write it as 07:00-21:00")
        return text

    @field_validator("schedule")
    @classmethod
    def _comes(cls, text: str) -> str:
        # Only for who sets it: not a cost of every command.
        from croniter import croniter  # noqa: PLC0415

        # It knows the names that Airflow knows, but this one.
        if text != "@quarterly" and not croniter.is_valid(text, strict=True):
            raise ValueError(
                f"{text!r} is no cron schedule of moments that come: write minute hour"
                " day month weekday, such as '30 5 * * *', or a name such as @daily"
            )
        return text

    @field_validator("public_url")
    @classmethod
    def _web_address(cls, text: str | None) -> str | None:
        # It stands in headers of mails: ASCII without spaces, commas and brackets.
        if text is not None and not _ADDRESS.fullmatch(text):
            raise ValueError(f"{text!r}: write it as https://dangbo.example.org")
        return text

    @field_validator("secret")
    @classmethod
    def _hard_to_guess(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < SECRET_LENGTH:
            raise ValueError(
                f"is shorter than {SECRET_LENGTH} characters: make one with python3 -c"
                " 'import secrets; print(secrets.token_urlsafe(32))'"
            )
        return secret

    @property
    def archive_address(self) -> str:
        """The fsspec address of the archive; a folder in the data folder by default."""
        return self.archive or str(self.data.resolve() / "archive")


def load_settings() -> Settings:
    """Read the settings, refusing unknown ``DANGBO_*`` names.

    Raises:
        SettingsError: naming the variable and what to do about it.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields} | TEST_ONLY
    given = {*os.environ, *dotenv_values(".env")}
    unknown = sorted(n for n in given if n.startswith(PREFIX) and n not in known)
    if unknown:
        names = ", ".join(unknown)
        raise SettingsError(f"unknown setting {names}: see .env.example for the names")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        if name in Settings.model_fields:
            name = PREFIX + name.upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"setting {name}: {reason}") from error
