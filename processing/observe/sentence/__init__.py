"""A sentence taken apart: its marks, the titles in it, and who is called by which."""
