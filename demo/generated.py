"""Serve a generated site: ``python -m demo.generated --pages 1000 --port 8200``."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

import yaml

from demo.generator import catalogue_entry, generate
from demo.server import SiteServer


def main() -> None:
    """Serve until interrupted; the first line printed is the address."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=0, help="0: a free one")
    parser.add_argument("--catalogue", type=Path, help="write one into this folder")
    given = parser.parse_args()
    site = generate(given.pages, given.seed)
    with SiteServer(site.answer, given.port) as server:
        if given.catalogue:
            write_catalogue(given.catalogue, server.base)
        print(server.base, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


def write_catalogue(folder: Path, base: str) -> Path:
    """Write the catalogue of the generated site served at ``base``."""
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump({"sources": [catalogue_entry(base)]}, allow_unicode=True)
    (folder / "generated.yaml").write_text(text, "utf-8")
    return folder


if __name__ == "__main__":
    main()
