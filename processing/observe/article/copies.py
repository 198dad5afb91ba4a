"""Stories of another province that a paper has taken over."""

from __future__ import annotations

from processing.observe.article.document import Document
from processing.observe.article.places import places
from processing.observe.article.units import is_unit
from processing.observe.language.phrases import ends
from processing.text.credits import credits_another


def is_foreign_copy(document: Document) -> bool:
    """Whether a provincial paper carries the story of another province.

    The home is named nowhere, and the headline names another unit; or any sentence
    does, where the text credits an agency or another paper. Guests are no story of
    their own unit: "Đoàn công tác tỉnh X thăm, làm việc".
    """
    if document.home is None:
        return False
    if credits_another(document.text):
        return _speaks_of_others(document)
    headline = document.headline
    if headline is None:
        return False
    named = {one.slug for one in headline.places()}
    units = {
        one.slug
        for one in headline.places()
        if one.start == 0 or is_unit(headline, one)  # "Lạng Sơn khai mạc …"
        if not ends("scope", "guests", headline.key, 0, one.start)
    }
    if len(units) != 1 or document.home in named:
        return False
    return all(
        place.slug != document.home
        for sentence in document.sentences[:4]
        for place in sentence.places()
    )


def _speaks_of_others(document: Document) -> bool:
    """Whether another unit is named, and the home nowhere, not even in a credit."""
    if any(one.slug == document.home for one in places(document.key, document.text)):
        return False
    return any(
        is_unit(sentence, place)
        for sentence in document.all_sentences
        for place in sentence.places()
    )
