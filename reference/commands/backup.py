"""`mdref backup`: a copy of a primary's store, to be restored with `mdref register`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from mdaudit.reference.client.registering import back_up
from mdaudit.reference.commands.new_file import new_file
from mdaudit.reference.commands.options import StoreChoice, with_store


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_store
def backup(store: StoreChoice, file: Path) -> None:
    """Write a copy of the store to FILE, which must not be there yet.

    It is opened by the same passphrase or key. Whoever restores it begins another life: the copy
    does not know what was given out or removed after it was made (OWN-3).
    """
    with new_file(file, str(file)):
        with store.opened() as device:
            if not device.is_primary:
                raise click.UsageError(
                    "expected the store of a primary, got another one; name that --store"
                )
            back_up(device)
        shutil.copyfile(store.path, file)
    click.echo(f"backed up: {click.format_filename(file)}")
