"""The demo: the sample newsroom, the real DAG day by day, and what it told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

from dangbo import chain
from dangbo.cli.knowledge import EVENT_COLUMNS
from dangbo.cli.output import render
from dangbo.errors import DangboError
from dangbo.plan import Plan
from demo.mailbox import Mailbox
from demo.newsroom import Newsroom
from demo.story import news_days
from processing.alert import subscriptions
from processing.diff import queries
from processing.model import HANOI, Kind
from processing.settings import PROJECT, Settings, load_settings
from processing.store import embedded
from processing.store.database import store

Tell = Callable[[str], None]

MORNING = time(5, 30)
OPERATOR = "truc-ban@newsroom.example"
ANALYST = "phan-tich@newsroom.example"
# Of the surrounding environment, what could lead the demo away from its own folder.
FOREIGN = ("AIRFLOW", "DANGBO_", "DATABASE_URL", "SMTP_URL")


def show(folder: Path, *, with_airflow: bool, days: int | None, tell: Tell) -> None:
    """Run the demo in ``folder`` (emptied first) and tell what came of it.

    Raises:
        DangboError: if a day's run failed; names its log.
    """
    folder = folder.resolve()
    _empty(folder)
    chosen = news_days()[:days]
    with Newsroom(chosen[0]) as newsroom, Mailbox(folder / "mails") as mailbox:
        catalogue = newsroom.write_catalogue(folder / "sources")
        _keep_settings(folder, catalogue)
        with environment(folder, catalogue, mailbox.url):
            settings = load_settings()
            tell(f"A newsroom of {len(newsroom.ports)} sites is up on 127.0.0.1.")
            _subscribe(settings)
            if with_airflow:
                tell("Preparing Airflow …")
                _airflow(folder / "airflow-setup.log", "db", "migrate")
            # One server for all days: every task would start and stop it.
            with store(settings):
                for day in chosen:
                    newsroom.day = day
                    _live_through(day, folder, settings, with_airflow, tell)
                _report(settings, mailbox, tell)
    tell(_how_to_go_on(folder))


def _empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "sources").exists():
            raise DangboError(f"{folder} holds something else: name an empty --folder")
        _stop_database(folder / "data")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)


def _stop_database(data: Path) -> None:
    """End the server that a look around has left running; it would fight the next.

    Raises:
        DangboError: somebody is still connected to it.
    """
    if not any(data.glob("postgresql*")):
        return
    if not embedded.release(embedded.acquire(data)):
        raise DangboError(
            f"the database in {data} is in use: end psql, or the dashboard, first"
        )


@contextmanager
def environment(folder: Path, catalogue: Path, smtp_url: str) -> Iterator[None]:
    """The settings of the demo alone, for this process and those it starts."""
    before = dict(os.environ)
    for name in before:
        if name.startswith(FOREIGN):
            del os.environ[name]
    os.environ |= {
        "DANGBO_DATA": str(folder / "data"),
        "DANGBO_SOURCES": str(catalogue),
        "DANGBO_OPERATOR": OPERATOR,
        "DANGBO_MAIL_FROM": "Dangbo <dangbo@newsroom.example>",
        "SMTP_URL": smtp_url,
        "AIRFLOW_HOME": str(folder / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    }
    try:
        # From where no .env of an installation is read, with its database and readers.
        with chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _subscribe(settings: Settings) -> None:
    wish = subscriptions.Wish(
        recipient=ANALYST,
        kinds=(Kind.CONGRESS, Kind.MIDTERM_REVIEW, Kind.LEADERSHIP_CHANGE),
        note="mọi tin trừ nghị quyết, mọi tỉnh, thành phố",
    )
    with store(settings) as engine:
        subscriptions.ensure_default(engine, OPERATOR)
        subscriptions.subscribe(engine, wish)


def _live_through(
    day: date, folder: Path, settings: Settings, with_airflow: bool, tell: Tell
) -> None:
    """The run of the morning after ``day``, which sees the news of that day."""
    morning = datetime.combine(day + timedelta(days=1), MORNING, HANOI)
    tell(f"\n{day:%Y-%m-%d}: the run of {morning:%Y-%m-%d %H:%M}")
    if with_airflow:
        log = folder / f"airflow-{day}.log"
        _airflow(log, "dags", "test", "daily_monitor", morning.isoformat())
        for line in _told(log):
            tell(f"  {line}")
    else:
        plan = Plan(f"demo.{day}", "daily", morning)
        chain.run_all(settings, plan, tell=lambda line: tell(f"  {line}"))


def _airflow(log: Path, *arguments: str) -> None:
    """Run an Airflow command to its end, its output kept in ``log``."""
    with log.open("wb") as output:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            [sys.executable, "-m", "airflow", *arguments],
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise DangboError(f"airflow {' '.join(arguments)} failed: see {log}")


def _told(log: Path) -> Iterator[str]:
    """What the steps said, out of everything that Airflow said."""
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        _, found, rest = line.partition(chain.SAID)
        if found:
            yield rest.split(" [dangbo")[0].rstrip()


def _report(settings: Settings, mailbox: Mailbox, tell: Tell) -> None:
    with store(settings) as engine:
        rows = queries.events(engine, only_news=True)
    tell(f"\n{len(rows)} events were news in these days:")
    tell(render(rows, "table", columns=EVENT_COLUMNS))
    mails = mailbox.messages()
    tell(f"\n{len(mails)} mails were sent:")
    for mail in mails:
        tell(f"  to {', '.join(mail.to)}: {mail.subject}")
    to_readers = [mail for mail in mails if mail.html]
    for mail in to_readers[-1:]:
        tell(f"\nThe last one to a reader:\n\n{mail.text}")


def _keep_settings(folder: Path, catalogue: Path) -> None:
    """Let commands given in the folder mean the demo, whatever else is set up."""
    data = folder / "data"
    said = f"DANGBO_DATA={data}\nDANGBO_SOURCES={catalogue}\n"
    (folder / ".env").write_text(said, encoding="utf-8")


def _how_to_go_on(folder: Path) -> str:
    command = Path(sys.executable).with_name("dangbo")
    return f"""
All of it is in {folder}: mails/ (open one in a mail program; its
links led to the newsroom, which has closed), data/archive (WARC).
Look around:
  make dashboard     (charts of it in a browser; installs Superset first, 0.9 GB)
  cd {folder}     (there dangbo means the demo)
  {command} events
  {command} leaders
  {command} db shell     (then: \\dv+ dashboard.*)"""
