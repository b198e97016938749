"""The server as a process: it listens, stops gracefully, and never leaves a traceback."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys

import click
import uvicorn
from starlette.applications import Starlette

from mdaudit.reference.server.app import application
from mdaudit.reference.server.logs import event, log_to_standard_error
from mdaudit.reference.server.server import Server

PATIENCE = 10
"""Seconds that requests have to finish once the server was told to stop."""

LONGEST_WORDS = 4096
"""Bytes of the longest message that a device sends over its web socket."""


class _Process(uvicorn.Server):
    """Says where it listens, once it does."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or []:
            host, port = listening.getsockname()[:2]
            click.echo(f"listening on http://{host}:{port}")
        sys.stdout.flush()
        event("started")


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any free one.

    Raises:
        click.UsageError: the address cannot be had.
    """
    try:
        return socket.create_server((host, port))
    except OSError as problem:
        expected = f"{host}:{port}: expected a free address, got {_why_not(problem)}"
        raise click.UsageError(f"{expected}; name another --host or --port") from None


def _why_not(problem: OSError) -> str:
    """The reason, without the address that Python adds to it."""
    number = problem.errno or 0
    return os.strerror(number) if number in errno.errorcode else str(problem.strerror)


def configuration(app: Starlette) -> uvicorn.Config:
    """How the web server runs the application."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="websockets-sansio",
        ws_max_size=LONGEST_WORDS,
        timeout_graceful_shutdown=PATIENCE,
    )


def run(server: Server, listening: socket.socket) -> None:
    """Answer until told to stop by SIGTERM or SIGINT; then finish what was begun, and return."""
    log_to_standard_error()
    process = _Process(configuration(application(server)))
    for number in (signal.SIGTERM, signal.SIGINT):
        # Before uvicorn takes them, and after it has stopped, when it raises them again.
        signal.signal(number, process.handle_exit)
    try:
        process.run(sockets=[listening])
    finally:
        server.database.close()
    event("stopped")
