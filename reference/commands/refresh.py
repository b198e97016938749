"""`mdref refresh`: go on with what is unfinished, and have a fresh list of one's own account."""

from __future__ import annotations

import click

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.handing_over import settle
from mdaudit.reference.client.lists.own_list import refresh_own_list
from mdaudit.reference.client.lists.removing import sign_removals
from mdaudit.reference.client.lists.renewing import renew_list
from mdaudit.reference.commands.options import StoreChoice, with_store
from mdaudit.reference.parties.words import date
from mdaudit.spec.state.signed import list_time


@click.command()
@with_store
def refresh(store: StoreChoice) -> None:
    """Renew the list of the account, on its primary; ask for it, on a companion.

    A list is good for 35 days: a primary that is not used for that long has its companions left
    out. What was interrupted, such as a removal, is finished as well.
    """
    with store.opened() as device, remote_of(device) as remote:
        if device.is_primary:
            sign_removals(device)
            renew_list(device)
        settle(device, remote)
        refresh_own_list(device, remote)
        held = device.party.state.held(device.name, device.account)
        click.echo(f"list of {device.account}: signed {date(list_time(held))}")
