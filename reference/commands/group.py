"""`mdref group`: begin groups, see who is in them, write to them."""

from __future__ import annotations

import click

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.membership import ask_for_members, groups_of, set_members
from mdaudit.reference.client.groups.sending import SentToGroup, send_to_group
from mdaudit.reference.client.handing_over import settle
from mdaudit.reference.client.messages.submitting import waits
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.commands.names import group_name, some_text, telephone_numbers
from mdaudit.reference.commands.news import News
from mdaudit.reference.commands.options import StoreChoice, with_store
from mdaudit.reference.commands.outcome import reported
from mdaudit.spec.sorts import Account, Group


@click.command()
@click.argument("group", required=False, callback=group_name)
@click.argument("text", required=False, callback=some_text)
@click.option(
    "--member",
    "members",
    multiple=True,
    metavar="ACCOUNT",
    callback=telephone_numbers,
    help="Who is in it from now on.",
)
@with_store
def group(
    store: StoreChoice, *, group: str | None, text: str | None, members: tuple[str, ...]
) -> None:
    """Send TEXT to GROUP; without TEXT show its members, without GROUP the groups.

    With --member, once for each account besides the own one, the group begins or changes. Who is in
    a group is what the server says: nobody signs it.
    """
    with store.opened() as device, remote_of(device) as remote:
        settle(device, remote)
        if group is None:
            click.echo("\n".join(groups_of(device)) or "in no group yet")
            return
        named = Group(group)
        if members:
            set_members(device, remote, named, {device.account, *map(Account, members)})
        if text is None:
            click.echo(f"members of {named}: {', '.join(ask_for_members(device, remote, named))}")
            return
        _send(device, remote, named, text)


def _send(device: Device, remote: Remote, group: Group, text: str) -> None:
    news = News(device)
    sent = send_to_group(device, remote, group, text)

    def report() -> str:
        return "\n".join(_lines(group, sent, waiting=waits(device, sent.message)))

    with reported(news, sent.message, report):
        settle(device, remote)


def _lines(group: Group, sent: SentToGroup, *, waiting: bool) -> list[str]:
    state = "waiting" if waiting else "sent"
    lines = [f"{state}: {sent.message} to {group}, readers: {len(sent.readers)}"]
    lines += [f"reader: device {one.index} of {one.account}" for one in sent.readers]
    lines += [f"given the sender key: device {one.index} of {one.account}" for one in sent.given]
    lines += [
        f"not reached: device {one.partner.index} of {one.partner.account}: {one.reason}"
        for one in sent.unreached
    ]
    return lines
