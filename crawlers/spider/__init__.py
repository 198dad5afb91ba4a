"""The spider: which pages and articles of a source are fetched, and how politely."""
