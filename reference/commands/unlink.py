"""`mdref unlink`: a primary removes a companion, or a companion logs itself out."""

from __future__ import annotations

from contextlib import suppress

import click

from mdaudit.reference.client.app_state.replaying import catch_up_or_tell
from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.handing_over import settle
from mdaudit.reference.client.lists.removing import is_removed, remove
from mdaudit.reference.client.own.logging_out import log_out
from mdaudit.reference.client.remote import ServerError
from mdaudit.reference.commands.options import StoreChoice, with_store
from mdaudit.spec.reading import NotPossible
from mdaudit.spec.sorts import Index


@click.command()
@click.argument("device", type=click.IntRange(1), required=False)
@with_store
def unlink(store: StoreChoice, device: int | None) -> None:
    """Remove DEVICE, the number of a companion; without it, log this companion out and wipe it."""
    with store.opened() as own:
        if own.is_primary:
            _remove(own, device)
        elif device in {None, own.index}:
            with remote_of(own) as remote:
                log_out(own, remote)
            click.echo(f"logged out: device {own.index} of {own.account}")
        else:
            raise click.UsageError(
                f"expected the primary's store, or none but this device, {own.index}; "
                "a companion removes only itself"
            )


def _remove(own: Device, number: int | None) -> None:
    if number is None:
        raise click.UsageError("expected the number of a companion, got none; see mdref devices")
    index = Index(number)
    with remote_of(own) as remote:
        with suppress(ServerError):  # what the companion set until now counts, if it can be asked
            catch_up_or_tell(own, remote)
        try:
            remove(own, index)
        except NotPossible:
            expected = f"expected the number of a linked companion, got {index}"
            raise click.UsageError(f"{expected}; see mdref devices") from None
        settle(own, remote)
    if not is_removed(own, index):
        raise ServerError(
            f"device {index} is not removed yet: expected a server that takes the new list, got a "
            "refusal; mdref refresh tries again with a newer one"
        )
    click.echo(f"removed: device {index} of {own.account}")
