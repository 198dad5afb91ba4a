"""Discovery: from bytes of feeds, sitemaps and listings to addresses of articles."""
