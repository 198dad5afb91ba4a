"""Reads an article: what it reports of the provincial level, with its sentences.

``read(article)`` gives observations; ``READER`` is the version of the rules.

A small language, from the ground up: ``key`` and ``sentences`` (offsets are kept),
``document`` (sentences, days, home), ``places``, ``dates``, ``numbers`` (mentions),
``scope`` (whose body it is), ``lexicon/`` (the phrases, as data), and on top a short
grammar for each kind, listed in ``reader``.
"""

from processing.observe.reader import READER, read

__all__ = ["READER", "read"]
