"""`dangbo db`: the database."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import click
from sqlalchemy import make_url

from dangbo.errors import DangboError
from processing.alert.step import ensure_operator
from processing.settings import load_settings
from processing.store.database import (
    close_store,
    database_url,
    lasting_url,
    open_store,
)
from processing.store.placement import client_program
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

    Without a psql of this machine it is the one that comes with the embedded database.

    Example: dangbo db shell
    """
    psql = shutil.which("psql") or str(client_program("psql"))
    address, environment = _for_clients(lasting_url(load_settings()))
    environment["PGOPTIONS"] = "-c search_path=dashboard,core"
    os.execve(psql, [psql, "--dbname", address], environment)  # noqa: S606


@db.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def dump(file: Path) -> None:
    """Write the whole database to FILE, as SQL: the backup of what the archive lacks.

    By the pg_dump that comes with Dangbo, which fits the embedded database. The file
    is there whole or not at all.

    Example: dangbo db dump dangbo.sql
    """
    partial = file.with_name(f"{file.name}.partial")
    address, environment = _for_clients(database_url(load_settings()))
    program = str(client_program("pg_dump"))
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        # Who may what is granted by `upgrade`, which makes the roles first.
        [program, "--no-owner", "--no-acl", f"--file={partial}", "--dbname", address],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    if done.returncode:
        partial.unlink(missing_ok=True)
        raise DangboError(f"nothing was dumped: {' '.join(done.stderr.split())}")
    partial.replace(file)
    click.echo(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


def _for_clients(address: str) -> tuple[str, dict[str, str]]:
    """The address without its password, and an environment that has it.

    Arguments are shown by ``ps`` to everybody on this machine.
    """
    url = make_url(address)
    environment = dict(os.environ)
    if url.password:
        environment["PGPASSWORD"] = url.password
    bare = url._replace(password=None)
    return bare.render_as_string(hide_password=False), environment
