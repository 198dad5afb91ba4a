"""The catalogue of this installation, its provinces checked against the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable

from crawlers.catalogue import Catalogue, Source, load_catalogue
from dangbo.errors import DangboError
from processing.gazetteer.organisations import SLUGS
from processing.settings import Settings


def sources_of(settings: Settings) -> Catalogue:
    """Read the catalogue that the settings name.

    Raises:
        CatalogueError: with all faults of all files, a province that never was too.
    """
    return load_catalogue(settings.sources, SLUGS)


def named(catalogue: Catalogue, ids: Iterable[str], settings: Settings) -> list[Source]:
    """The sources with these ids, in their order.

    Raises:
        DangboError: naming those that the catalogue has not.
    """
    found = {source_id: catalogue.get(source_id) for source_id in ids}
    missing = [source_id for source_id, source in found.items() if source is None]
    if missing:
        raise DangboError(
            f"no source {', '.join(missing)} in {settings.sources}: "
            "`dangbo sources list` shows the ids"
        )
    return [source for source in found.values() if source is not None]
