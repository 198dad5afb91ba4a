"""Observation → Event: what the articles say against what is known.

``fold`` makes the state of an organisation out of the set of its observations, without
a database; ``step`` reads the observations, folds them and brings events and tenures to
that state. The rules are written down in ``docs/identity.md``.
"""
