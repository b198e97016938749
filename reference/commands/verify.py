"""`mdref verify`: compare security codes with a contact, or confirm its new identity."""

from __future__ import annotations

from pathlib import Path

import click

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.handing_over import settle
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.client.verifying import (
    ask_for_both,
    code_with,
    compare_digits,
    compare_picture,
    confirm_change,
    is_unconfirmed,
    is_verified,
    show_picture,
)
from mdaudit.reference.commands.names import some_text, telephone_number
from mdaudit.reference.commands.options import StoreChoice, with_store
from mdaudit.spec.sorts import Account

GROUP = 5
"""Digits that stand together."""


@click.command()
@click.argument("account", callback=telephone_number)
@click.option("--qr", type=click.Path(path_type=Path), metavar="FILE", help="Write the QR code.")
@click.option(
    "--confirm",
    metavar="DIGITS|FILE",
    callback=some_text,
    help="What the other's screen shows: the 60 digits, or a picture of the QR code.",
)
@click.option("--accept-change", is_flag=True, help="Go on with a new identity, not compared.")
@with_store
def verify(
    store: StoreChoice, *, account: str, qr: Path | None, confirm: str | None, accept_change: bool
) -> None:
    """Print the security code with ACCOUNT, made of all device keys of both users.

    With --confirm, compare it with what the other user sees. The mark that follows belongs to the
    account's primary: linking or removing devices changes the code and keeps the mark.
    """
    with store.opened() as device, remote_of(device) as remote:
        contact = Account(account)
        shown = is_unconfirmed(device, contact)
        settle(device, remote)
        ask_for_both(device, remote, contact)
        if accept_change:
            _accept(device, contact, shown=shown)
        if confirm is not None:
            _compare(device, remote, contact, confirm)
            settle(device, remote)
        for line in _lines(device, contact):
            click.echo(line)
        if qr is not None:
            show_picture(device, contact, qr)
            click.echo(f"QR code: {click.format_filename(qr)}")


def _accept(device: Device, contact: Account, *, shown: bool) -> None:
    """Go on with a change, unless it is news to the user."""
    if is_unconfirmed(device, contact) and not shown:
        raise click.UsageError(
            f"expected a change that was shown before, got one that has just come: {contact} has "
            f"another identity; see mdref verify {contact}, then say --accept-change"
        )
    confirm_change(device, contact)


def _compare(device: Device, remote: Remote, contact: Account, seen: str) -> None:
    if seen.replace(" ", "").isdigit():
        compare_digits(device, remote, contact, seen)
    else:
        compare_picture(device, remote, contact, Path(seen))


def _lines(device: Device, contact: Account) -> list[str]:
    code = code_with(device, contact)
    groups = [code[start : start + GROUP] for start in range(0, len(code), GROUP)]
    if is_unconfirmed(device, contact):
        state = "no: its identity changed; nothing is sent before you compare, or --accept-change"
    else:
        state = "yes" if is_verified(device, contact) else "no"
    return [f"code with {contact}: {' '.join(groups)}", f"verified: {state}"]
