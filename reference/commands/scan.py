"""`mdref scan`: the primary takes a companion in."""

from __future__ import annotations

from pathlib import Path

import click

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking.approving import is_shown_as_linked
from mdaudit.reference.client.linking.picture import read_payload, read_picture
from mdaudit.reference.client.linking.taking_in import take_in_by_code, take_in_by_picture
from mdaudit.reference.client.linking.typed_code import typed
from mdaudit.reference.commands.options import StoreChoice, with_store
from mdaudit.spec.sorts import Index


@click.command()
@click.argument("picture", required=False, type=click.Path(path_type=Path))
@click.option("--payload", metavar="TEXT", help="What the QR code says, instead of a picture.")
@click.option("--code", metavar="CHARACTERS", help="The eight characters that the device shows.")
@click.option(
    "--wait",
    "seconds",
    type=click.FloatRange(0),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for the device.",
)
@with_store
def scan(
    store: StoreChoice,
    picture: Path | None,
    payload: str | None,
    code: str | None,
    seconds: float,
) -> None:
    """Link the device whose QR code is in PICTURE to this primary's account.

    The code says nothing about who shows it: scan only what your own device shows.
    """
    given = sum(one is not None for one in (picture, payload, code))
    if given != 1:
        raise click.UsageError(f"expected one of PICTURE, --payload and --code, got {given}")
    with store.opened() as device:
        if not device.is_primary:
            raise click.UsageError(
                "expected the store of a primary, got another device's; name that --store"
            )
        index = _take_in(device, picture, payload, code, seconds)
        if is_shown_as_linked(device, index):
            click.echo(f"linked: device {index} of {device.account}")
        else:
            click.echo(f"approved: device {index} of {device.account}, which has not signed back")


def _take_in(
    device: Device, picture: Path | None, payload: str | None, code: str | None, seconds: float
) -> Index:
    if code is not None:
        return take_in_by_code(device, typed(code), seconds)
    if picture is not None:
        return take_in_by_picture(device, read_picture(picture), seconds)
    return take_in_by_picture(device, read_payload(payload or ""), seconds)
