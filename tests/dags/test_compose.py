"""What can be held of docker-compose.yml without Docker."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from processing.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
SERVICES: dict[str, Any] = yaml.safe_load(TEXT)["services"]
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
NAMED = set(re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE))
# ${NAME}, ${NAME:-default} or ${NAME:?what to do}
VARIABLE = re.compile(r"\$\{([A-Z_]+)(?::([-?])([^}]*))?\}")
SECRET = re.compile(r"PASSWORD|SECRET|FERNET|TOKEN")
# Of one's own machine, not of the container: a volume, the image, DATABASE_URL.
NOT_PASSED = {"DANGBO_DATA", "DANGBO_SOURCES"}
GIVEN = "0123456789abcdef"


def environment(service: str) -> dict[str, str | None]:
    """The environment of a service as written."""
    found: dict[str, str | None] = SERVICES[service].get("environment", {})
    return found


def test_every_secret_is_asked_for_and_has_no_default() -> None:
    found = VARIABLE.findall(TEXT)
    secrets = [(name, sign) for name, sign, _ in found if SECRET.search(name)]
    assert len({name for name, _ in secrets}) == 8
    assert {sign for _, sign in secrets} == {"?"}
    for name, sign, words in found:
        if sign == "?":
            assert name in words, f"{name}: the refusal does not name it"


def test_no_secret_is_written_down() -> None:
    for service in SERVICES:
        for name, value in environment(service).items():
            is_file = name.endswith("_FILE")
            is_roles = name.endswith("_USERS")  # user:role
            if SECRET.search(name) and not is_file and not is_roles:
                # Without a value it is handed on from .env.
                is_safe = value is None or VARIABLE.fullmatch(value)
                assert is_safe, f"{service}: {name}"
            if "://" in (value or "") and "@" in (value or ""):
                assert re.search(r"://\w+:\$\{\w+:\?[^}]+\}@", value or ""), name


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_that_stays_has_a_health_check(name: str) -> None:
    service = SERVICES[name]
    if service["restart"] == "no":
        assert name == "setup"
    else:
        assert service["healthcheck"]["test"][0] == "CMD"


def test_ports_are_open_to_this_machine_alone() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_what_is_asked_for_stands_in_the_example() -> None:
    asked = {name for name, _, _ in VARIABLE.findall(TEXT)}
    assert asked - NAMED == set()


def test_every_setting_reaches_the_tasks() -> None:
    settings = {
        str(field.validation_alias or PREFIX + name.upper())
        for name, field in Settings.model_fields.items()
    }
    assert settings - NAMED == set()
    for service in ("setup", "api-server", "scheduler", "dag-processor", "triggerer"):
        ours = {
            name
            for name in environment(service)
            if name.startswith(PREFIX) or name in settings
        }
        assert ours == settings - NOT_PASSED


def test_files_it_mounts_exist_and_can_be_run() -> None:
    script = ROOT / "sql" / "compose" / "create-databases.sh"
    assert f"./{script.relative_to(ROOT)}:" in TEXT
    # Not executable it would be read into the image's own script.
    assert script.stat().st_mode & 0o111


def test_no_environment_file_gets_into_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".env", ".git", "data"} <= set(ignored)


@pytest.fixture
def compose(tmp_path: Path) -> Any:
    """`docker-compose config` with an environment file of ours."""
    program = shutil.which("docker-compose")
    if program is None:
        pytest.skip("no docker-compose here: its own reading is not tested")

    def config(without: str = "") -> subprocess.CompletedProcess[str]:
        asked = sorted({name for name, sign, _ in VARIABLE.findall(TEXT) if sign})
        lines = [f"{name}={GIVEN}\n" for name in asked if name != without]
        file = tmp_path / "env"
        file.write_text("".join(lines))
        return subprocess.run(
            [program, "--env-file", str(file), "config"],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return config


def test_compose_takes_it_when_all_is_given(compose: Any) -> None:
    done = compose()
    assert done.returncode == 0, done.stderr
    assert set(yaml.safe_load(done.stdout)["services"]) == set(SERVICES)


@pytest.mark.parametrize(
    "name", sorted({name for name, sign, _ in VARIABLE.findall(TEXT) if sign == "?"})
)
def test_compose_refuses_without_it(compose: Any, name: str) -> None:
    done = compose(without=name)
    assert done.returncode != 0
    assert f"set {name}" in done.stderr
