"""How sure an observation is: a product of what speaks for and against it."""

from __future__ import annotations

from processing.observe.article.document import Sentence
from processing.observe.article.scope import Basis
from processing.observe.article.zones import Zone

#: How sure the province is, by what it rests on.
SCOPE = {
    Basis.NAMED: 1.0,
    Basis.SENTENCE: 0.97,
    Basis.HOME: 0.97,
    Basis.HEADLINE: 0.93,
    Basis.CONTEXT: 0.88,
    Basis.HOLDER: 0.85,
    Basis.NONE: 0.6,
}
#: How much a place in the article weighs.
ZONE = {Zone.HEADLINE: 0.95, Zone.LEAD: 1.0, Zone.BODY: 0.96, Zone.CAPTION: 0.9}
CERTAIN = 0.97  # nothing read by rules is surer than this


def confidence(
    sentence: Sentence,
    basis: Basis,
    *,
    in_headline: bool = False,
    implied: bool = False,
    background: bool = False,
) -> float:
    """A figure in (0, 1].

    ``in_headline``: the headline reports the same; ``implied``: it follows from what
    is said but is not said; ``background``: it is told as something past.
    """
    value = CERTAIN * SCOPE[basis] * ZONE[sentence.zone]
    if in_headline:
        value = min(CERTAIN, value * 1.03)
    if implied:
        value *= 0.8
    if background:
        value *= 0.7
    return round(value, 3)
