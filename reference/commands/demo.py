"""`mdref demo`: the story of two people and a server that starts to lie, with real processes."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.demo.acts import tell
from mdaudit.reference.demo.attacks import ATTACKS
from mdaudit.reference.demo.process import GivenUpError
from mdaudit.reference.demo.telling import UnexpectedError

MODES = [attack.mode for attack in ATTACKS]


@click.command()
@click.option(
    "--adversary",
    "modes",
    multiple=True,
    type=click.Choice(MODES),
    help="Tell only how a server lies in this way; may be given again.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A new folder for all files, the event logs among them. Default: one that is removed.",
)
def demo(modes: tuple[str, ...], folder: Path | None) -> None:
    """Tell a story with a real server and real clients, each a process of its own.

    Each line is said after what it says was seen. In the end the server lies, in each way that
    `mdref server --adversary` knows. `mdaudit check` reads the logs that are left in DIR/logs. If
    the story goes otherwise, the exit code is 1.
    """
    if folder is None:
        with TemporaryDirectory(prefix="mdref-demo-") as temporary:
            _tell(Path(temporary), modes)
        return
    try:
        folder.mkdir(parents=True)
    except OSError as problem:
        raise click.UsageError(
            f"--folder {folder}: expected a new folder, got {problem.strerror}; name another one"
        ) from None
    _tell(folder, modes)


def _tell(folder: Path, modes: tuple[str, ...]) -> None:
    begun = time.monotonic()
    try:
        tell(folder, click.echo, modes)
    except (UnexpectedError, GivenUpError) as problem:
        click.echo(f"mdref: the story went otherwise: {problem}", err=True)
        raise SystemExit(ExitCode.OTHERWISE) from None
    click.echo(f"\nThe end, after {time.monotonic() - begun:.0f} seconds.")
