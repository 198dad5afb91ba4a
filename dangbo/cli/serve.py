"""`dangbo serve`: the links of the mails, feeds and a calendar, answered."""

from __future__ import annotations

import socket

import click

from dangbo.cli.knowledge import known
from dangbo.errors import DangboError
from processing.alert.links import links_of
from processing.settings import load_settings

# Enough for the readers of a newsroom; more wait for their answer of 503.
CONNECTIONS = 100


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on."
)
@click.option(
    "--port",
    default=8090,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0: any that is free.",
)
def serve(host: str, port: int) -> None:
    """Answer the links of the mails, and for feeds and a calendar, until stopped.

    It stands behind a web server that speaks https at DANGBO_PUBLIC_URL.

    Example: dangbo serve --port 8090
    """
    import uvicorn  # noqa: PLC0415 - a second that no other command needs

    from dangbo.web.app import make_app  # noqa: PLC0415

    links = links_of(load_settings())
    if links is None:
        raise DangboError(
            "DANGBO_PUBLIC_URL and DANGBO_SECRET must both be set: see .env.example"
        )
    app = make_app(known(), links)
    listener = _listener(host, port)
    address = "{}:{}".format(*listener.getsockname()[:2])
    click.echo(f"answering on {address} for {links.base}")
    config = uvicorn.Config(
        app,
        # A line of it would hold a signed link, which is the right to use it.
        access_log=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=5,
        server_header=False,
        log_level="warning",
    )
    uvicorn.Server(config).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise DangboError(
            f"cannot listen on {host}:{port} ({error.strerror}): use another --port"
        ) from error
