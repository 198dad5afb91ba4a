"""The health of sources: each crawl beside its source's own past, and what follows."""
