"""Every shape of page that cleaning is tried on, by name."""

from __future__ import annotations

from tests.processing.clean.papers import PAPERS
from tests.processing.clean.portals import PORTALS

SHAPES = PAPERS | PORTALS
