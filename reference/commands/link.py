"""`mdref link`: a device becomes a companion of an account."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking import joining
from mdaudit.reference.client.linking.adopting import is_complete
from mdaudit.reference.client.linking.picture import (
    drawn,
    payload_of,
    remove_picture,
    write_picture,
)
from mdaudit.reference.commands.names import telephone_number
from mdaudit.reference.commands.options import StoreChoice, described, with_server, with_store
from mdaudit.spec.objects.qr_code import QrCode
from mdaudit.spec.sorts import Account


@click.command()
@click.option(
    "--picture",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write each QR code to this PNG as well; it is removed in the end.",
)
@click.option("--text", is_flag=True, help="Print what each QR code says as well.")
@click.option(
    "--code-for",
    "account",
    metavar="ACCOUNT",
    callback=telephone_number,
    help="Show eight characters, for this account.",
)
@described("companion")
@with_server
@with_store
def link(
    store: StoreChoice,
    *,
    picture: Path | None,
    text: bool,
    account: str | None,
    name: str,
    platform: str,
    server: str,
) -> None:
    """Show a code, and become a device of the account whose primary scans it.

    The QR code changes, after 60 seconds and then every 20. Whoever sees it can take this device
    into an account. If the command is interrupted, the same one goes on.
    """
    with joining.begun(store.path, store.secret, name, server, store.clock) as device:
        if is_complete(device):
            raise click.UsageError(
                f"expected a new store, got one of device {device.index} of {device.account}; "
                "name another file"
            )
        if device.account == Account(""):
            if account is None:
                _by_picture(device, picture, platform, text=text)
            else:
                joining.join_by_code(device, Account(account), _show_characters, platform)
        joining.finish(device)
        click.echo(f"linked: device {device.index} of {device.account}")


def _by_picture(device: Device, picture: Path | None, platform: str, *, text: bool) -> None:
    def show(code: QrCode | None) -> None:
        if code is None:
            click.echo("no code is left; waiting for whoever scanned the last one")
            return
        click.echo(drawn(code), nl=False)
        if picture is not None:
            write_picture(code, picture)
            click.echo(f"picture: {click.format_filename(picture)}")
        if text:
            click.echo(f"payload: {payload_of(code)}")

    with ExitStack() as in_the_end:
        if picture is not None:
            in_the_end.callback(remove_picture, picture)
        joining.join_by_picture(device, show, platform)


def _show_characters(code: str) -> None:
    click.echo(f"code: {code[:4]}-{code[4:]}")
