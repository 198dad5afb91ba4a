"""Who holds what, comes, stays or leaves, by all that the article says of it."""
