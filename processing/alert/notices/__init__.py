"""Notices: readers are told that news does not come, and that it comes again."""
