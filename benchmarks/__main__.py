"""`python -m benchmarks [--pages N] [--without-news-please]`: all benchmarks."""

from __future__ import annotations

import click

from benchmarks import crawl_to_event


@click.command()
@click.option("--pages", default=1000, show_default=True, help="Size of the site.")
@click.option("--without-news-please", is_flag=True, help="It takes the longest.")
def main(pages: int, without_news_please: bool) -> None:
    """Measure what the README claims."""
    crawl_to_event.main(pages, with_news_please=not without_news_please)


if __name__ == "__main__":
    main()
