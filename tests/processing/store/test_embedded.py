"""The embedded server: shared, private, and back after any kind of crash."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg
import pytest
from sqlalchemy import text

from processing.settings import Settings
from processing.store import placement
from processing.store.database import (
    close_store,
    database_url,
    lasting_url,
    open_store,
    store,
)
from processing.store.errors import StoreError

PROJECT = Path(__file__).resolve().parents[3]
# Opens the store, says so, and stays until its standard input ends.
CLIENT = """
import sys
from pathlib import Path
from sqlalchemy import text
from processing.settings import Settings
from processing.store.database import open_store
engine = open_store(Settings(data=Path(sys.argv[1]), database_url=None))
with engine.begin() as connection:
    connection.execute(text("SELECT pg_advisory_xact_lock(1)"))
    connection.execute(text("CREATE TABLE IF NOT EXISTS kept (word text)"))
    connection.execute(text("INSERT INTO kept VALUES (:word)"), {"word": sys.argv[2]})
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data(open_folder: Path) -> Iterator[Path]:
    """A data folder; a server that a failed test left in it is ended."""
    yield open_folder
    pid = postmaster(open_folder)
    if pid:
        server = psutil.Process(pid)
        server.send_signal(signal.SIGINT)  # in good order: frees its shared memory
        server.wait(30)


def client(data: Path, word: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT, str(data), word],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
        text=True,
    )


def wait_until_open(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"


def finish(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=60)
    assert process.returncode == 0


def settings(data: Path) -> Settings:
    return Settings(data=data, DATABASE_URL=None)


def words(data: Path) -> list[str]:
    engine = open_store(settings(data))
    with engine.connect() as connection:
        found = connection.scalars(text("SELECT word FROM kept ORDER BY word")).all()
    close_store(engine)
    return list(found)


def postmaster(data: Path) -> int | None:
    """The process of the running server, as its own file says."""
    try:
        pid = int((data / "postgresql/cluster/postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, PermissionError):
        return None
    alive = psutil.pid_exists(pid) and psutil.Process(pid).name() == "postgres"
    return pid if alive else None


def test_processes_starting_at_once_share_one_server_and_the_last_stops_it(
    data: Path,
) -> None:
    clients = [client(data, word) for word in "abc"]
    for process in clients:
        wait_until_open(process)
    server = postmaster(data)
    assert server is not None
    for process in clients[:2]:
        finish(process)
    assert postmaster(data) == server
    finish(clients[2])
    assert postmaster(data) is None
    assert words(data) == ["a", "b", "c"]
    assert postmaster(data) is None


def test_a_killed_client_harms_nobody_and_its_server_is_used_on(data: Path) -> None:
    first = client(data, "a")
    wait_until_open(first)
    server = postmaster(data)
    first.kill()
    first.communicate()
    assert postmaster(data) == server
    second = client(data, "b")
    wait_until_open(second)
    assert postmaster(data) == server
    finish(second)
    assert postmaster(data) is None
    assert words(data) == ["a", "b"]


def test_a_killed_server_comes_back_with_its_data(data: Path) -> None:
    first = client(data, "a")
    wait_until_open(first)
    _kill_server(data)
    assert words(data) == ["a"]
    first.kill()
    first.communicate()


def test_a_pid_file_whose_number_is_now_another_program_is_no_obstacle(
    data: Path,
) -> None:
    first = client(data, "a")
    wait_until_open(first)
    _kill_server(data)
    first.kill()
    first.communicate()
    pid_file = data / "postgresql/cluster/postmaster.pid"
    lines = pid_file.read_text().splitlines()
    # A living process of the same account, as after a restart of the machine.
    owner = pid_file.stat().st_uid
    sleeper = subprocess.Popen(
        ["sleep", "60"], user=owner if os.geteuid() == 0 else None
    )
    try:
        pid_file.write_text("\n".join([str(sleeper.pid), *lines[1:]]) + "\n")
        assert words(data) == ["a"]
    finally:
        sleeper.kill()
        sleeper.wait()


def test_a_first_start_that_was_interrupted_is_made_again(data: Path) -> None:
    partial = data / "postgresql/cluster.new"
    partial.mkdir(parents=True)
    (partial / "PG_VERSION").write_text("18\n")
    if os.geteuid() == 0:
        uid = placement.place(data).account
        assert uid is not None
        shutil.chown(partial, uid.uid, uid.gid)
    first = client(data, "a")
    wait_until_open(first)
    finish(first)
    assert words(data) == ["a"]


def test_it_listens_on_a_private_socket_alone(data: Path) -> None:
    first = client(data, "a")
    wait_until_open(first)
    pid = postmaster(data)
    assert pid is not None
    assert psutil.Process(pid).net_connections("inet") == []
    sockets = [s.laddr for s in psutil.Process(pid).net_connections("unix") if s.laddr]
    assert sockets
    for path in filter(lambda name: name.startswith("/"), sockets):
        assert Path(path).parent.stat().st_mode & 0o077 == 0
    finish(first)


def test_a_long_path_gets_a_short_private_socket(data: Path) -> None:
    deep = data / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    deep.parent.chmod(0o755)
    deep.chmod(0o755)
    engine = open_store(settings(deep))
    folder = Path(str(engine.url.query["host"]))
    assert len(str(folder)) < 80
    assert folder.stat().st_mode & 0o077 == 0
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    close_store(engine)
    folder.rmdir()  # empty again: nothing is left behind


def test_closing_one_of_two_engines_leaves_the_other_its_server(data: Path) -> None:
    first, second = open_store(settings(data)), open_store(settings(data))
    close_store(first)
    with second.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    close_store(second)
    assert postmaster(data) is None


def test_a_with_block_brings_the_schema_and_leaves_no_server(data: Path) -> None:
    with store(settings(data)) as engine, engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM core.organisation")) > 0
        address = database_url(settings(data))
        with psycopg.connect(address) as other:  # as another program would
            assert other.info.dbname == "dangbo"
    assert postmaster(data) is None


def test_another_program_keeps_its_server_until_it_is_done(data: Path) -> None:
    address = lasting_url(settings(data))
    server = postmaster(data)
    assert server is not None
    with psycopg.connect(address) as other:
        close_store(open_store(settings(data)))
        assert postmaster(data) == server
        assert other.execute("SELECT 1").fetchone() == (1,)
    close_store(open_store(settings(data)))
    assert postmaster(data) is None


def test_the_printed_address_works_after_the_command_has_ended(data: Path) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "dangbo.cli.main", "db", "url"],
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        env=os.environ | {"DANGBO_DATA": str(data), "DATABASE_URL": ""},
        text=True,
        check=True,
    )
    with psycopg.connect(printed.stdout.strip()) as other:
        assert other.info.dbname == "dangbo"
    close_store(open_store(settings(data)))
    assert postmaster(data) is None


def test_a_child_made_by_fork_keeps_its_server(data: Path) -> None:
    engine = open_store(settings(data))
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # holds the server until its pipe ends
        os.close(writer)
        os.read(reader, 1)
        os._exit(0)
    close_store(engine)
    assert postmaster(data) is not None
    os.close(writer)
    os.close(reader)
    os.waitpid(child, 0)
    close_store(open_store(settings(data)))
    assert postmaster(data) is None


def test_data_of_another_release_of_postgresql_is_refused(data: Path) -> None:
    close_store(open_store(settings(data)))
    (data / "postgresql/cluster/PG_VERSION").write_text("17\n")
    with pytest.raises(StoreError, match=r"made by PostgreSQL 17, the embedded .* 18"):
        open_store(settings(data))


def test_what_the_server_says_is_in_the_error(data: Path) -> None:
    close_store(open_store(settings(data)))
    with (data / "postgresql/cluster/postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    with pytest.raises(StoreError, match=r"failed \(pg_ctl: .*server\.log"):
        open_store(settings(data))


@pytest.mark.skipif(os.geteuid() != 0, reason="about running as root")
def test_root_changes_no_permission_and_says_where_the_data_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.setattr(placement, "SYSTEM_HOME", data / "system")
    umask = os.umask(0o077)
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    try:
        close_store(open_store(settings(home / "data")))
    finally:
        os.umask(umask)
    assert home.stat().st_mode & 0o777 == 0o700
    kept = Path((home / "data" / placement.POINTER).read_text().strip())
    assert kept.parent == data / "system"
    assert (kept / "cluster" / "PG_VERSION").exists()
    assert not (home / "data" / "postgresql").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="about running as root")
def test_root_copies_binaries_that_the_servers_account_cannot_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.setattr(placement, "SYSTEM_HOME", data / "system")
    monkeypatch.setattr(
        placement, "_is_open", lambda path: "site-packages" not in str(path)
    )
    engine = open_store(settings(data))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    command = psutil.Process(postmaster(data)).exe()
    close_store(engine)
    assert command.startswith(str(data / "system"))


def test_data_of_another_user_is_named(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_store(open_store(settings(data)))
    owner = (data / "postgresql").owner()
    monkeypatch.setattr(os, "geteuid", lambda: 65533)
    with pytest.raises(StoreError, match=f"belongs to {owner}: run as the user who"):
        placement.place(data)


def _kill_server(data: Path) -> None:
    """As by the kernel, with all its processes: no chance to tidy up."""
    pid = postmaster(data)
    assert pid is not None
    server = psutil.Process(pid)
    family = [server, *server.children(recursive=True)]
    for process in family:
        process.send_signal(signal.SIGKILL)
    psutil.wait_procs(family, timeout=10)
