"""`mdref log`: what a device did and saw, one JSON object a line."""

from __future__ import annotations

import json

import click

from mdaudit.reference.client.store import Store
from mdaudit.reference.commands.options import StoreChoice, with_store
from mdaudit.reference.parties.log import FORMAT


@click.command()
@with_store
def log(store: StoreChoice) -> None:
    """Print the event log: every step that was taken or refused, in order.

    The first line names the format. No line holds a private key, a session or a text. A device that
    was wiped still has its log.
    """
    kept = Store.open(store.path, store.secret)
    try:
        click.echo(json.dumps({"format": FORMAT}))
        for line in kept.lines():
            click.echo(line)
    finally:
        kept.close()
