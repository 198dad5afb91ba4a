"""The catalogue of this installation, its provinces checked against the gazetteer."""

from __future__ import annotations

from crawlers.catalogue import Catalogue, load_catalogue
from processing.gazetteer.organisations import SLUGS
from processing.settings import Settings


def sources_of(settings: Settings) -> Catalogue:
    """Read the catalogue that the settings name.

    Raises:
        CatalogueError: with all faults of all files, a province that never was too.
    """
    return load_catalogue(settings.sources, SLUGS)
