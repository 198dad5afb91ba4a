"""``read``: one article in, everything it reports out.

Each kind has a reader of its own: a module with ``TRIGGERS`` (words in lower case, one
of which a text must hold to be worth its while) and ``read(document)``. To add a kind,
add it to ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from processing.model import Article, Observation
from processing.observe.article.document import Document
from processing.observe.congress import reader as congress
from processing.observe.language.key import lower
from processing.observe.language.words import any_in, any_of
from processing.observe.midterm import reader as midterm
from processing.observe.people import reader as people
from processing.observe.resolution import reader as resolution

#: Version of the rules; a new one makes every article be read again.
READER = "8"


Read = Callable[[Document], Iterable[Observation]]

#: The words that open the door to each reader, and the reader.
READERS: tuple[tuple[tuple[str, ...], Read], ...] = (
    (congress.TRIGGERS, congress.read),
    (midterm.TRIGGERS, midterm.read),
    (resolution.TRIGGERS, resolution.read),
    (people.TRIGGERS, people.read),
)
#: Nearly all articles of a night hold none of these words.
_OPENS = any_of(word for triggers, _ in READERS for word in triggers)


def read(article: Article) -> list[Observation]:
    """Everything that the article reports, in the order of the text, nothing twice."""
    document = Document(article)
    low = document.lowered
    low_title = lower(document.title)
    if not (_OPENS.search(low) or _OPENS.search(low_title)):
        return []
    seen: dict[tuple[object, ...], Observation] = {}
    for triggers, reader in READERS:
        if not (any_in(triggers, low) or any_in(triggers, low_title)):
            continue
        for observation in reader(document):
            known = seen.get(_identity(observation))
            if known is None or observation.confidence > known.confidence:
                seen[_identity(observation)] = observation
    return list(_ordered(seen.values()))


def _identity(observation: Observation) -> tuple[object, ...]:
    """What two observations of one article share when they are the same."""
    return (observation.kind, observation.province, observation.fields)


def _ordered(found: Iterable[Observation]) -> Iterator[Observation]:
    """Events before holders; within them as the text has them, the headline last."""
    return iter(
        sorted(
            found,
            key=lambda one: (
                one.kind.value == "office_holder",
                one.evidence.where == "title",
                one.evidence.start,
            ),
        )
    )
