"""WARC: the records of our own archive, and those of any other."""
