"""`mdref devices`: the devices of one's own account."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.own.devices import OwnDevice, own_devices
from mdaudit.reference.commands.columns import aligned
from mdaudit.reference.commands.options import StoreChoice, with_store
from mdaudit.reference.commands.printable import printable
from mdaudit.reference.parties.words import date
from mdaudit.spec.sorts import Time


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_store
def devices(store: StoreChoice, *, as_json: bool) -> None:
    """Show the devices of the account: number, name, platform, linked at, last use.

    These are the server's words. Beside them stands what is signed: whether the account's list, as
    this device holds it, names the device.
    """
    with store.opened() as device, remote_of(device) as remote:
        found = own_devices(device, remote)
    as_text = map(json.dumps, map(asdict, found)) if as_json else aligned([*map(_row, found)])
    for line in as_text:
        click.echo(line)


def _row(one: OwnDevice) -> tuple[str, ...]:
    if not one.known_to_server:
        return str(one.device), "-", "-", "-", "-", _marks(one)
    name, platform = printable(one.name) or "-", printable(one.platform) or "-"
    times = f"linked {_when(one.linked_at)}", f"last use {_when(one.last_use)}"
    return str(one.device), name, platform, *times, _marks(one)


def _when(time: int | None) -> str:
    return "never" if time is None else date(Time(time))


def _marks(one: OwnDevice) -> str:
    marks = ["listed" if one.listed else "NOT LISTED: it gets no messages"]
    if not one.known_to_server:
        marks.append("not known to the server")
    if one.signed_back is False:
        marks.append("has not signed back")
    if one.this:
        marks.append("this device")
    return ", ".join(marks)
