"""When: the dates that a text prints, and the year of a text that prints none."""
