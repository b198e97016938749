"""The verb `mdref server`."""

from __future__ import annotations

import click

from mdaudit.reference.clock import ClockError, clock_from
from mdaudit.reference.server.database import Database, DatabaseError
from mdaudit.reference.server.run import listen, run
from mdaudit.reference.server.server import Server

DEFAULT_PORT = 8080
"""Where the server listens if nobody says otherwise."""


@click.command(short_help="Run the server: directory, linking, mailboxes.")
@click.option(
    "--db",
    "database",
    default="mdref-server.db",
    show_default=True,
    metavar="PATH|URL",
    help="An SQLite file, made if it is not there, or postgresql://...",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=DEFAULT_PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port to listen on; 0 is any free one.",
)
@click.option(
    "--clock",
    metavar="system|@FILE",
    help="What time it is: the system's, or the Unix seconds in a file. Else $MDREF_CLOCK says.",
)
def server(database: str, host: str, port: int, clock: str | None) -> None:
    """Run the server, which clients trust with nothing but delivery.

    It prints one line with its address when it is ready, and a JSON line on standard error for each
    request. SIGTERM or SIGINT stops it: it finishes what it has begun.
    """
    try:
        running = Server(Database.open(database), clock_from(clock))
        listening = listen(host, port)
    except (ClockError, DatabaseError) as problem:
        raise click.UsageError(str(problem)) from None
    except OSError as problem:
        raise click.UsageError(f"{host}:{port}: {problem.strerror}") from None
    run(running, listening)
