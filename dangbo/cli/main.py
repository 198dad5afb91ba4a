"""The command `dangbo`: one group, its commands loaded only when called."""

from __future__ import annotations

import importlib
import logging
import sys

import click

from dangbo.errors import explain, is_told

# Command name to where it lives; a page of help needs no room to be imported.
COMMANDS = {
    "demo": "demo_command:demo",
    "run": "steps:run",
    "crawl": "steps:crawl",
    "clean": "steps:clean",
    "observe": "steps:observe",
    "diff": "steps:diff",
    "alert": "steps:alert",
    "backfill": "steps:backfill",
    "extract": "reading:extract",
    "evaluate": "reading:evaluate",
    "events": "knowledge:events",
    "leaders": "knowledge:leaders",
    "resolutions": "knowledge:resolutions",
    "baseline": "knowledge:baseline",
    "review": "review:review",
    "replay": "replay:replay",
    "sources": "sources:sources",
    "subscribe": "subscriptions:subscribe",
    "unsubscribe": "subscriptions:unsubscribe",
    "subscriptions": "subscriptions:subscriptions",
    "outages": "outages:outages",
    "serve": "serve:serve",
    "feeds": "outlets:feeds",
    "export": "outlets:export",
    "dashboard": "dashboard_command:dashboard",
    "archive": "archive:archive",
    "db": "database:db",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the chain, as COMMANDS has them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or None for an unknown name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, attribute = place.split(":")
        command = getattr(importlib.import_module(f"dangbo.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dangbo")
def cli() -> None:
    """Watch Viet Nam's provincial Party news and tell what has changed.

    A Source is crawled into Pages; a Page is cleaned into an Article; an Article is
    read into Observations; Observations become Events; an Event becomes Alerts.
    """


def main() -> None:
    """Run the command; an expected failure is one line on stderr and exit code 1."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    # It warns of every page that is no article: here that is an answer, not a fault.
    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except Exception as error:
        if not is_told(error):
            raise
        click.echo(f"dangbo: {explain(error)}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
