"""The phases of a provincial congress: announced, opened, closed, what came of it."""
