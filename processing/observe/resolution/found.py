"""What the reader of resolutions finds, and how it is given: each once, as observed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from processing.model import Kind, Observation, ResolutionFields
from processing.observe.article.confidence import confidence
from processing.observe.article.document import Sentence
from processing.observe.article.scope import Basis


@dataclass(frozen=True, slots=True)
class Found:
    """One resolution in one sentence."""

    sentence: Sentence
    action: str
    issuer: str
    province: str | None
    basis: Basis
    number: str | None
    subject: str | None
    day: date | None


def distinct(found: list[Found]) -> list[Found]:
    """Numbered ones once each; unnumbered ones of a body from its first sentence."""
    numbered = {(one.province, one.issuer) for one in found if one.number}
    kept: list[Found] = []
    for one in found:
        same = [x for x in kept if (x.province, x.issuer) == (one.province, one.issuer)]
        if one.number:
            if all(x.number != one.number for x in same):
                kept.append(one)
        elif (one.province, one.issuer) not in numbered and all(
            x.sentence is one.sentence for x in same
        ):
            kept.append(one)
    return kept


def observation_of(one: Found) -> Observation:
    """The observation that tells of it."""
    return Observation(
        kind=Kind.RESOLUTION,
        province=one.province,
        occurred_on=one.day,
        confidence=confidence(one.sentence, one.basis, implied=one.number is None),
        evidence=one.sentence.evidence(),
        fields=ResolutionFields(
            action=one.action,
            number=one.number,
            issuer=one.issuer,
            subject=one.subject,
        ),
    )
