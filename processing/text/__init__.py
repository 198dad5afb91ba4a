"""The door that every Vietnamese text passes before it is read or compared.

``normalise`` repairs without changing what is said; ``fold`` and ``fold_ascii`` make
keys for comparison, which are never shown to anybody.
"""

from processing.text.fold import fold, fold_ascii
from processing.text.normalise import normalise
from processing.text.offsets import Normalised, normalise_with_offsets

__all__ = ["Normalised", "fold", "fold_ascii", "normalise", "normalise_with_offsets"]
