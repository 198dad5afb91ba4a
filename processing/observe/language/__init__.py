"""The language itself, without an article: keys, numbers, names, and the lexicon.

``lexicon_file`` reads the lines of ``lexicon/``, ``phrase_language`` tells how a line
is written, ``phrases`` seeks them in a text.
"""
