"""WARC files of others into the archive: articles of the catalogue's sources alone."""
