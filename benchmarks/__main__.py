"""`python -m benchmarks [COMMAND]`: what is claimed about speed, one command each."""

from __future__ import annotations

import click

from benchmarks import crawl_to_event, warc


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


if __name__ == "__main__":
    main()
