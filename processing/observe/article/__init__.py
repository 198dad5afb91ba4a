"""The article made ready for every reader: sentences, zones, provinces, bodies."""
