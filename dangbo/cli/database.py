"""`dangbo db`: the database."""

from __future__ import annotations

import os
import shutil

import click

from dangbo.errors import DangboError
from processing.alert.step import ensure_operator
from processing.settings import load_settings
from processing.store.database import close_store, lasting_url, open_store
from processing.store.upgrade import current_version
from processing.store.upgrade import upgrade as upgrade_store


@click.group()
def db() -> None:
    """The database: bring it up to date, where it is, a shell in it."""


@db.command()
def upgrade() -> None:
    """Create or migrate schemas, views and reference data.

    A new installation gets its first subscription, new resolutions to DANGBO_OPERATOR.

    Example: dangbo db upgrade
    """
    settings = load_settings()
    engine = open_store(settings)
    upgrade_store(engine)
    for line in ensure_operator(engine, settings):
        click.echo(line, err=True)
    with engine.connect() as connection:
        click.echo(f"schema at version {current_version(connection)}")
    close_store(engine)


@db.command()
def url() -> None:
    """Print the address for psql, SQLAlchemy or a dashboard (password included).

    The embedded database is started, and runs on until a later command ends while
    nobody is connected.

    Example: psql "$(dangbo db url)"
    """
    click.echo(lasting_url(load_settings()))


@db.command()
def shell() -> None:
    """Open psql on the database; views live in schema dashboard.

    Example: dangbo db shell
    """
    psql = shutil.which("psql")
    if psql is None:
        raise DangboError(
            "psql is not installed: on Debian, apt-get install postgresql-client; "
            "or use `dangbo db url` with another client"
        )
    address = lasting_url(load_settings())
    # The password travels by the environment, where `ps` does not show it.
    os.environ["PGOPTIONS"] = "-c search_path=dashboard,core"
    os.execv(psql, [psql, "--dbname", address])  # noqa: S606
