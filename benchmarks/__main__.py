"""`python -m benchmarks [COMMAND]`: what is claimed about speed, one command each."""

from __future__ import annotations

from pathlib import Path

import click

from benchmarks import crawl_to_event, knowing, polite, store, warc


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Measure what the documentation claims; without a command: `crawl-to-event`."""
    if context.invoked_subcommand is None:
        context.invoke(measure_crawl_to_event)


@main.command("crawl-to-event")
@click.option("--pages", default=1000, show_default=True, help="Size of the site.")
@click.option("--without-news-please", is_flag=True, help="It takes the longest.")
def measure_crawl_to_event(pages: int, without_news_please: bool) -> None:
    """Pages a second from crawl to event, beside two others doing less."""
    crawl_to_event.main(pages, with_news_please=not without_news_please)


@main.command("warc")
@click.option("--records", default=6000, show_default=True, help="Size of the file.")
def measure_warc(records: int) -> None:
    """Records a second of a WARC import, beside plain warcio iteration."""
    warc.main(records)


@main.command("polite")
@click.option("--sites", default=30, show_default=True, help="Crawled at once.")
@click.option("--articles", default=40, show_default=True, help="Of each site.")
@click.option("--delay", default=2.0, show_default=True, help="Seconds.")
def measure_polite(sites: int, articles: int, delay: float) -> None:
    """A crawl of many polite sites beside the bound given by their delay."""
    polite.main(sites, articles, delay)


@main.command("knowing")
@click.option("--articles", default=1_000_000, show_default=True)
@click.option("--sources", default=30, show_default=True, help="That have them.")
def measure_knowing(articles: int, sources: int) -> None:
    """Memory and time that a crawl needs to know its past."""
    knowing.main(articles, sources)


@main.command("store")
@click.option("--articles", default=1_000_000, show_default=True, help="Size filled.")
@click.option("--day", default=5000, show_default=True, help="Articles of a day.")
@click.option("--keep", type=click.Path(path_type=Path), help="Folder of the store.")
def measure_store(articles: int, day: int, keep: Path | None) -> None:
    """How fast a filled store answers and takes in a day, beside an empty one.

    Example: python -m benchmarks store --articles 20000 --day 500
    """
    if not store.main(articles, day, keep):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
