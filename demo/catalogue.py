"""The newsroom's sites as a catalogue of sources for the crawler."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from demo.errors import at
from demo.site import Site, load_sites

HEADER = "# Written by the sample newsroom; all its sites are invented.\n"


def write(folder: Path, bases: Mapping[str, str]) -> Path:
    """Write one YAML file a province into ``folder``, replacing those of old.

    Args:
        folder: made where it does not exist.
        bases: scheme, host and port of each site, by its id.

    Raises:
        DemoError: if a catalogue stands there that the newsroom did not write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    old = sorted(folder.glob("*.yaml"))
    for file in old:
        if not file.read_text("utf-8").startswith(HEADER):
            raise at(file, "file", "not the newsroom's own: choose an empty folder")
    for file in old:
        file.unlink()
    by_province: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, site in load_sites().items():
        by_province[site.homes[-1].province].append(source(site, bases[name]))
    for province, sources in by_province.items():
        text = yaml.safe_dump(
            {"sources": sources}, allow_unicode=True, sort_keys=False, width=100
        )
        (folder / f"{province}.yaml").write_text(HEADER + text, "utf-8")
    return folder


def source(site: Site, base: str) -> dict[str, Any]:
    """One site as an entry of the catalogue."""
    return {
        "id": site.id,
        "name": site.homes[-1].name,
        "kind": site.kind,
        "home": [
            home.model_dump(exclude={"name"}, exclude_none=True) for home in site.homes
        ],
        "base_url": f"{base}/",
        "official": site.official,
        "family": site.shape,
        "discovery": [
            {
                **place.model_dump(exclude={"path"}, exclude_none=True),
                "url": base + place.path,
            }
            for place in site.discovery
        ],
        "delay_seconds": 0.0,
        "local": True,
        "provenance": {
            "confidence": "verified",
            "evidence": "the sample newsroom itself: demo/sites.yaml",
        },
    }
