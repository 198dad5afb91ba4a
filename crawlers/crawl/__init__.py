"""One crawl: what it is asked, what is known before, and the account that it keeps."""
