"""The verb `mdref server`."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import click

from mdaudit.reference.clock import ClockError, clock_from
from mdaudit.reference.server.adversary import MODES
from mdaudit.reference.server.adversary.loot import Loot
from mdaudit.reference.server.database import Database, DatabaseError
from mdaudit.reference.server.run import listen, run
from mdaudit.reference.server.server import Server
from mdaudit.reference.server.voice import Voice

DEFAULT_PORT = 8750
"""Where the server listens if nobody says otherwise."""


def _some_host(_context: click.Context, _option: click.Parameter, host: str) -> str:
    """An empty one would be every address of the machine."""
    if not host:
        raise click.BadParameter("expected an address, got an empty one; 0.0.0.0 stands for all")
    return host


@click.command(
    short_help="Run the server: directory, linking, mailboxes.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--db",
    "database",
    default="mdref-server.db",
    show_default=True,
    metavar="PATH|URL",
    help="An SQLite file, made if it is not there, or postgresql://...",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    callback=_some_host,
    help="The address to listen on.",
)
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
    help="The system's clock, or a file with Unix seconds. Default: MDREF_CLOCK, or the system's.",
)
@click.option("--adversary", type=click.Choice(sorted(MODES)), help="Lie to clients in this way.")
@click.option("--victim", metavar="ACCOUNT", help="Lie about this account only.")
@click.option(
    "--loot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write what the adversary gets, with its keys: JSON lines.",
)
def server(
    database: str,
    host: str,
    port: int,
    clock: str | None,
    adversary: str | None,
    victim: str | None,
    loot: Path | None,
) -> None:
    """Run the server, which clients trust with nothing but delivery.

    It prints one line with its address when it is ready, and a JSON line on standard error for each
    request. SIGTERM or SIGINT (Ctrl-C) stops it; it finishes what it has begun, and the exit code
    is 0.
    """
    if adversary is None and (victim is not None or loot is not None):
        raise click.UsageError("--victim and --loot need --adversary: an honest server has neither")
    try:
        told = clock_from(clock)
        with ExitStack() as if_it_fails:
            listening = listen(host, port)  # first: without an address no file is made
            if_it_fails.callback(listening.close)
            voice = _voice(adversary, victim, loot)
            running = Server(Database.open(database), told, voice)
            if_it_fails.pop_all()
    except (ClockError, DatabaseError) as problem:
        raise click.UsageError(str(problem)) from None
    run(running, listening)


def _voice(adversary: str | None, victim: str | None, loot: Path | None) -> Voice:
    if adversary is not None:
        return MODES[adversary](os.urandom, loot=_loot(loot), victim=victim)
    return Voice()


def _loot(file: Path | None) -> Loot:
    try:
        return Loot(file)
    except OSError as problem:
        expected = f"--loot {file}: expected a file to write to"
        raise click.UsageError(f"{expected}, got {problem.strerror}; name another") from None
