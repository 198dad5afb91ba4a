"""Floor 1: the catalogue of sources, the Scrapy project and the WARC archive."""
