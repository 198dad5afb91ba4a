"""The catalogue: every source as data, and what is the same for its whole family."""

from __future__ import annotations

from crawlers.catalogue.loading import Catalogue, CatalogueError, load_catalogue
from crawlers.catalogue.source import Discovery, Source

__all__ = ["Catalogue", "CatalogueError", "Discovery", "Source", "load_catalogue"]
