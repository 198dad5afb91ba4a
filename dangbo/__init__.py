"""Floor 3: the command line and the chain of the five steps."""
