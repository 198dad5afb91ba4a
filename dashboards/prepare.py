"""Make Superset ready: its own tables, the admin, and the assets of this folder.

Run by the Python that has Superset, with the environment that superset_config.py reads
and DASHBOARD_ADMIN_PASSWORD. Where neither Superset nor an asset has changed since the
last time it does nothing, so that what people changed stays as they left it.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
ASSETS = HERE / "assets"
ADMIN = "admin"


def main() -> None:
    """Prepare, unless this release has been prepared already; say what was done."""
    os.umask(0o077)
    stamp = Path(os.environ["DASHBOARD_HOME"]) / "prepared"
    state = state_of_release()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return
    is_first = not stamp.exists()
    password = os.environ.get("DASHBOARD_ADMIN_PASSWORD")
    if not password:
        raise SystemExit("DASHBOARD_ADMIN_PASSWORD is not set: see docs/dashboard.md")
    prepare(password)
    stamp.write_text(state, encoding="utf-8")
    words = "is made" if is_first else "is brought to this release"
    print(f"The dashboard {words}; charts of your own are not touched.", flush=True)


def state_of_release() -> str:
    """What the preparation depends on: Superset's version and the assets."""
    digest = hashlib.sha256(importlib.metadata.version("apache-superset").encode())
    for path in sorted(ASSETS.rglob("*.yaml")):
        digest.update(str(path.relative_to(ASSETS)).encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def prepare(password: str) -> None:
    """Migrate Superset's tables, make the admin once, import the assets."""
    # Only here: it takes seconds, which an unchanged dashboard need not wait for.
    from flask_migrate import upgrade  # noqa: PLC0415
    from superset.app import create_app  # noqa: PLC0415

    app = create_app()
    with app.app_context():
        upgrade(directory=str(_folder_of("superset") / "migrations"))
        manager = app.appbuilder.sm
        app.appbuilder.add_permissions(update_perms=True)
        manager.sync_role_definitions()
        if manager.find_user(ADMIN) is None:
            role = manager.find_role("Admin")
            mail = "admin@localhost"
            manager.add_user(ADMIN, "Dangbo", "Admin", mail, role, password=password)
        import_assets()


def import_assets() -> None:
    """Load the YAML; what bears one of our identifiers is replaced.

    Raises:
        superset.commands.exceptions.CommandInvalidError: an asset is not well formed;
            naming the file and the field.
    """
    from superset.commands.importers.v1.examples import (  # noqa: PLC0415
        ImportExamplesCommand,
    )

    contents = {
        str(path.relative_to(ASSETS)): path.read_text(encoding="utf-8")
        for path in sorted(ASSETS.rglob("*.yaml"))
    }
    # It imports all kinds at once, which Superset names by the absence of a type.
    contents["metadata.yaml"] = contents["metadata.yaml"].replace("type: assets\n", "")
    ImportExamplesCommand(contents, overwrite=True).run()


def _folder_of(package: str) -> Path:
    found = importlib.metadata.distribution("apache-superset").locate_file(package)
    return Path(str(found))


if __name__ == "__main__":
    main()
