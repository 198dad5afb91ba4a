"""`dangbo demo`: the sample newsroom through the real daily DAG."""

from __future__ import annotations

from pathlib import Path

import click

from processing.settings import load_settings


@click.command()
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to keep its database, archive and mails; <data>/demo by default.",
)
@click.option("--without-airflow", is_flag=True, help="Run the chain directly.")
@click.option("--days", type=int, help="Only the first so many news days.")
def demo(folder: Path | None, without_airflow: bool, days: int | None) -> None:
    """Crawl a sample newsroom on this machine, day by day, by the real daily DAG.

    Needs no network. Example: dangbo demo
    """
    from dangbo import demonstration  # noqa: PLC0415

    demonstration.show(
        folder or load_settings().data / "demo",
        with_airflow=not without_airflow,
        days=days,
        tell=click.echo,
    )
