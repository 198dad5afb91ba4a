"""The review of a provincial committee's term half way."""
