"""Everything that a device owes the server and its other devices."""

from __future__ import annotations

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.due import do_what_is_due
from mdaudit.reference.client.errands import ERRANDS
from mdaudit.reference.client.messages.resending import WISHES, backfill
from mdaudit.reference.client.outbox import hand_over
from mdaudit.reference.client.remote import Remote


def hand_everything_over(device: Device, remote: Remote) -> None:
    """Hand over all that waits, the oldest first, and what the server's answers ask for.

    Raises:
        ServerError: the server could not be asked. What it did not answer waits on.
    """
    while hand_over(device, remote, ERRANDS) or device.store.names(WISHES):
        backfill(device, remote)


def settle(device: Device, remote: Remote) -> None:
    """Hand over all that waits, do what is due, and hand over what comes of that.

    Raises:
        ServerError: the server could not be asked; the rest stays due.
    """
    hand_everything_over(device, remote)
    do_what_is_due(device, remote)
    hand_everything_over(device, remote)
