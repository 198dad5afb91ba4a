"""What is known beforehand: organisations, positions, congresses and holders, as data.

Each module reads one table of ``data/`` once and checks every cell; the tables say of
each row where it comes from (``provenance``) and how sure it is (``confidence``).
"""
