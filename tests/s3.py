"""An S3 server on loopback, as the environment of a program names it."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver

import fsspec
from moto.server import ThreadedMotoServer

# The server keeps what it has for as long as the process lives.
_numbers = itertools.count()


@contextmanager
def bucket() -> Iterator[str]:
    """The address of an empty bucket; `AWS_*` leads to it, here and in children."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    names = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    _forget_the_fork_server()
    # Instances are kept by address; those of another server are of no use.
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    try:
        name = f"dangbo-{next(_numbers)}"
        fsspec.filesystem("s3").mkdir(name)
        yield f"s3://{name}"
    finally:
        server.stop()
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        _forget_the_fork_server()


def _forget_the_fork_server() -> None:
    """Let the next process be forked from a server that has today's environment.

    It keeps the environment of the moment it was first asked, and earlier tests of
    this process may have asked it.
    """
    forkserver._forkserver._stop()  # type: ignore[attr-defined]
