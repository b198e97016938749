"""`mdref history`: what was written in a chat, before and since this device came."""

from __future__ import annotations

import click

from mdaudit.reference.client.messages.conversation import chats, conversation
from mdaudit.reference.client.own.history import chats_of_the_past
from mdaudit.reference.client.own.history import history as past_of
from mdaudit.reference.commands.lines import spelled
from mdaudit.reference.commands.options import StoreChoice, with_store

PAST = "history"
"""What stands before a line that the primary said was there before this device came."""


@click.command()
@click.argument("chat", required=False)
@with_store
def history(store: StoreChoice, *, chat: str | None) -> None:
    """Print the lines of CHAT; without it, of all chats.

    The server is not asked: that does `mdref receive`. What a new companion was told by its
    primary is marked `history`: it is the primary's word, and this device saw none of it.
    """
    with store.opened() as device:
        known = sorted({*chats(device), *chats_of_the_past(device)})
        for one in known if chat is None else [chat]:
            for line in past_of(device, one):
                click.echo(f"{PAST}  {spelled(line, as_json=False)}")
            for line in conversation(device, one):
                click.echo(spelled(line, as_json=False))
