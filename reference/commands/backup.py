"""`mdref backup`: a copy of a primary's store, to be restored with `mdref register`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

from mdaudit.reference.client.registering import back_up
from mdaudit.reference.commands.options import StoreChoice, with_store


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_store
def backup(store: StoreChoice, file: Path) -> None:
    """Write a copy of the store to FILE, which must not be there yet.

    It is opened by the same passphrase or key. Whoever restores it begins another life: the copy
    does not know what was given out or removed after it was made (OWN-3).
    """
    with store.opened() as device:
        if not device.is_primary:
            raise click.UsageError("expected the store of a primary, got another one")
        back_up(device)
    try:
        with (
            store.path.open("rb") as source,
            open(file, "xb", opener=_for_the_owner_alone) as target,
        ):
            shutil.copyfileobj(source, target)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise click.UsageError(f"{file}: expected a new file, got {reason}") from None
    click.echo(f"backed up: {click.format_filename(file)}")


def _for_the_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
