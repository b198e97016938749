"""`mdref receive`: fetch what waits in the mailbox, and show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.handing_over import hand_everything_over, settle
from mdaudit.reference.client.handlers import HANDLERS
from mdaudit.reference.client.receiving import receive_from
from mdaudit.reference.client.remote import Mailbox, Remote
from mdaudit.reference.commands.lines import spelled
from mdaudit.reference.commands.news import News
from mdaudit.reference.commands.options import StoreChoice, with_store

PATIENCE: Final = 5.0
"""Seconds to wait for the next delivery before the server is asked to take what waits here."""


@click.command()
@click.option("--follow", is_flag=True, help="Go on until Ctrl-C, which ends it with exit code 0.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_store
def receive(store: StoreChoice, *, follow: bool, as_json: bool) -> None:
    """Fetch what waits in the mailbox, and print what was shown.

    A message is acknowledged when it is stored: whatever interrupts this command, none is lost and
    none comes twice.
    """
    with store.opened() as device, remote_of(device) as remote:
        hand_everything_over(device, remote)
        with remote.mailbox() as mailbox:
            try:
                for text in _shown(device, remote, mailbox, follow=follow, as_json=as_json):
                    click.echo(text)
            except KeyboardInterrupt:
                if not follow:
                    raise


def _shown(
    device: Device, remote: Remote, mailbox: Mailbox, *, follow: bool, as_json: bool
) -> Iterator[str]:
    """Each line that is written down while deliveries are handled."""
    more, news = True, News(device)
    while more or follow:
        more = receive_from(device, remote, HANDLERS, mailbox, PATIENCE)
        if more:
            hand_everything_over(device, remote)
        else:
            settle(device, remote)
        yield from (spelled(line, as_json=as_json) for line in news.lines())
