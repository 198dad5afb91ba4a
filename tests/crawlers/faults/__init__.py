"""The web of faults: every hostile or broken site that the tests crawl.

One function a fault, with what must come of it: see `tests.crawlers.faults.declared`.
"""

from tests.crawlers.faults import addresses, answers, connections, places
from tests.crawlers.faults.declared import FAULTS, Fault, World

__all__ = ["FAULTS", "Fault", "World", "addresses", "answers", "connections", "places"]
