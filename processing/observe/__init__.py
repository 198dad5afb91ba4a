"""Reads an article: what it reports of the provincial level, with its sentences.

``read(article)`` gives observations; ``READER`` is the version of the rules.

A small language, in rooms that each know only those named before them:

- ``lexicon/``: the phrases, as data, each with an example
- ``language``: keys that keep offsets, numbers, names, and phrases sought in a text
- ``when``: the dates of a text, and its year where it prints none
- ``article``: its sentences, zones, day and home; provinces, bodies, and whose they are
- ``sentence``: marks, the titles made of them, and who is called by which
- ``changes``: what one sentence claims of persons and offices
- ``people``: holders and changes of leaders, by the whole article
- ``congress``, ``midterm``, ``resolution``: a reader for each of these events

``reader`` asks the four readers; ``jsonl``, ``step`` and ``evaluate`` are its doors.
"""

from processing.observe.reader import READER, read

__all__ = ["READER", "read"]
