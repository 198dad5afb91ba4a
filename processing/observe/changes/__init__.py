"""What one sentence claims of persons and offices: the grammar of its changes."""
