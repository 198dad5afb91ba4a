"""A look at a site: what a source would bring, and what to write of a new one."""
