"""A sample newsroom: a small web of invented provincial articles on loopback."""
