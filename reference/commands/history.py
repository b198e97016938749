"""`mdref history`: what was written in a chat, before and since this device came."""

from __future__ import annotations

from collections.abc import Iterable

import click

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.membership import groups_of
from mdaudit.reference.client.messages.conversation import Line, chats, conversation
from mdaudit.reference.client.own.contacts import address_book
from mdaudit.reference.client.own.history import chats_of_the_past
from mdaudit.reference.client.own.history import history as past_of
from mdaudit.reference.commands.columns import aligned
from mdaudit.reference.commands.lines import cells_of
from mdaudit.reference.commands.options import StoreChoice, with_store

PAST = "history"
"""What stands before the text of a line that the primary said was there before this device came."""

Row = tuple[str, ...]


@click.command()
@click.argument("chat", required=False)
@with_store
def history(store: StoreChoice, *, chat: str | None) -> None:
    """Print the lines of CHAT, an account or a group; without it, of all chats.

    The server is not asked: that does `mdref receive`. What a new companion was told by its
    primary is marked `history`: it is the primary's word, and this device saw none of it.
    """
    with store.opened() as device:
        known = _known(device)
        if chat is not None and chat not in known:
            raise click.UsageError(_unknown(chat, known))
        rows = [row for one in known if chat in {None, one} for row in _rows(device, one)]
    if not rows:
        where = "" if chat is None else f"{chat}: "
        click.echo(f"{where}nothing was written yet")
    for line in aligned(rows):
        click.echo(line)


def _known(device: Device) -> list[str]:
    """Every chat that has a line or could have one."""
    written = {*chats(device), *chats_of_the_past(device)}
    return sorted({*written, *groups_of(device), *address_book(device).contacts()})


def _unknown(chat: str, known: list[str]) -> str:
    if known:
        instead = f"name one of {', '.join(known)}"
    else:
        instead = "there is none yet; mdref receive fetches what was sent"
    return f"expected a chat that this device knows, got {chat!r}; {instead}"


def _rows(device: Device, chat: str) -> list[Row]:
    """The lines of a chat, each with or without the mark."""
    return [*_marked(past_of(device, chat), PAST), *_marked(conversation(device, chat), "")]


def _marked(lines: Iterable[Line], mark: str) -> list[Row]:
    cells = map(cells_of, lines)
    return [(at, chat, whose, mark, text) for at, chat, whose, text in cells]
