"""One meeting with the server: everything that waits goes out and comes in."""

from __future__ import annotations

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.errands import ERRANDS
from mdaudit.reference.client.handlers import HANDLERS
from mdaudit.reference.client.outbox import hand_over
from mdaudit.reference.client.receiving import receive_from
from mdaudit.reference.client.remote import Mailbox, Remote
from mdaudit.reference.client.resending import backfill


def hand_over_all(device: Device, remote: Remote) -> None:
    """Hand over what waits, and what the server's answers ask for.

    Raises:
        ServerError: the server could not be asked; what it did not answer waits on.
    """
    while hand_over(device, remote, ERRANDS):
        backfill(device, remote)


def receive_waiting(
    device: Device, remote: Remote, mailbox: Mailbox, seconds: float | None = None
) -> None:
    """Receive what waits in the mailbox, until it is drained or silent for so many seconds.

    Raises:
        ServerError: the connection ended, or the server could not be asked.
        WipedError: the own list does not name this device any more.
    """
    while receive_from(device, remote, HANDLERS, mailbox, seconds):
        pass


def catch_up(device: Device, remote: Remote) -> None:
    """Hand over, receive, and hand over what that brought about.

    Raises:
        ServerError: the server could not be asked.
        WipedError: the own list does not name this device any more.
    """
    hand_over_all(device, remote)
    with remote.mailbox() as mailbox:
        receive_waiting(device, remote, mailbox)
    hand_over_all(device, remote)
