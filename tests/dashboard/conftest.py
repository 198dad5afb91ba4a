"""The real dashboard over the demo's store, and a browser in front of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Response, sync_playwright
from sqlalchemy import text

from processing.settings import Settings
from processing.store.database import store

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>Đại hội'
DANGBO = [sys.executable, "-m", "dangbo.cli.main"]
WIDTH, HEIGHT = 1440, 3000


@dataclass
class Dashboard:
    """A running `dangbo dashboard`: what it told, and how long it took to answer."""

    process: subprocess.Popen[str]
    port: int
    told: str
    seconds: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass
class Seen:
    """A page of the dashboard with everything that went wrong on it."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def open(self, url: str) -> None:
        """Load the dashboard and wait until every chart has drawn."""
        self.page.goto(url)
        self.page.wait_for_selector(".dashboard-component-chart-holder", timeout=60_000)
        self.settle()

    def settle(self) -> None:
        """Wait until no chart is loading, and a moment for it to be drawn."""
        self.page.wait_for_timeout(1500)
        loading = "() => !document.querySelector('[data-test=loading-indicator]')"
        self.page.wait_for_function(loading, timeout=60_000)
        self.page.wait_for_timeout(1500)

    def holder(self, name: str) -> Locator:
        """The box of a chart."""
        title = self.page.get_by_text(name, exact=True)
        boxes = self.page.locator(".dashboard-component-chart-holder", has=title)
        return boxes.first

    def chart(self, name: str) -> str:
        """All the text of a chart."""
        return self.holder(name).inner_text()

    def number(self, name: str) -> int:
        """The figure of a chart that is one."""
        return int(self.holder(name).locator(".header-line").inner_text())

    def choose(self, name: str, value: str) -> None:
        """Choose one value of filter `name` (its identifier), as a person does."""
        self.page.locator(f"#NATIVE_FILTER-{name}").click()
        self.page.keyboard.type(value)
        self.page.wait_for_timeout(1000)
        self.page.locator(f".ant-select-item-option[title='{value}']").first.click()
        self.page.keyboard.press("Escape")
        self.page.locator("[data-test=filter-bar__apply-button]").click()
        self.settle()


@pytest.fixture(scope="session")
def data() -> Iterator[Path]:
    """A data folder with the demo's store, one of whose pages means harm."""
    folder = Path(tempfile.mkdtemp(prefix="dangbo-dashboard-"))
    folder.chmod(0o755)
    environment = clean_environment(folder)
    command = [*DANGBO, "demo", "--without-airflow"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    with (
        store(Settings(data=folder / "demo" / "data")) as engine,
        engine.begin() as connection,
    ):
        newest = text(
            "SELECT article_id FROM dashboard.events WHERE kind = 'resolution'"
            " ORDER BY event_id DESC LIMIT 1"
        )
        known = {"said": HOSTILE, "article": connection.scalar(newest)}
        for statement in (
            "UPDATE core.article_version SET title = :said WHERE article_id = :article",
            "UPDATE core.observation SET quote = :said WHERE article_version_id IN"
            " (SELECT id FROM core.article_version WHERE article_id = :article)",
        ):
            connection.execute(text(statement), known)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def clean_environment(folder: Path) -> dict[str, str]:
    """Ours without any setting of Dangbo's but the data folder."""
    foreign = ("DANGBO_", "DATABASE_URL", "SMTP_URL", "DASHBOARD_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
    return kept | {"DANGBO_DATA": str(folder)}


@contextmanager
def started(folder: Path) -> Iterator[Dashboard]:
    """`dangbo dashboard` from its start until after Ctrl-C."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.monotonic()
    process = subprocess.Popen(
        [*DANGBO, "dashboard", "--port", str(port)],
        env=clean_environment(folder) | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if "Ctrl-C" in line:
            break
    try:
        yield Dashboard(process, port, told, time.monotonic() - began)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


@pytest.fixture(scope="session")
def dashboard(data: Path) -> Iterator[Dashboard]:
    """The first start over the demo's store."""
    with started(data) as running:
        yield running


@pytest.fixture(scope="session")
def password(data: Path, dashboard: Dashboard) -> str:
    """Of the admin, as the file has it."""
    kept = json.loads((data / "dashboard" / "secrets.json").read_text())
    return str(kept["admin_password"])


@pytest.fixture(scope="session")
def _page(dashboard: Dashboard, password: str) -> Iterator[Seen]:
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        assert program, "chromium is missing: on Debian, apt-get install chromium"
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        seen = Seen(page)
        page.goto(f"{dashboard.url}/login/")
        page.fill("#username", "admin")
        page.fill("#password", password)
        page.click("[data-test=login-button]")
        page.wait_for_url("**/superset/**")
        page.on("pageerror", lambda error: seen.wrong.append(str(error)))
        page.on("response", lambda response: note(seen, response))
        yield seen
        browser.close()


def note(seen: Seen, response: Response) -> None:
    """Keep what the server refused."""
    if response.status >= 400:
        seen.wrong.append(f"{response.status} {response.url}")


@pytest.fixture
def seen(_page: Seen, dashboard: Dashboard) -> Seen:
    """The dashboard without any filter."""
    _page.wrong.clear()
    _page.open(f"{dashboard.url}/superset/dashboard/dangbo/?native_filters=()")
    return _page
