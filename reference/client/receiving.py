"""What arrives: each delivery goes to its handler, is stored, and only then acknowledged.

The tables of `Handlers` say what is handled where: an envelope by its kind, a decrypted message by
its parts, a notice by its class. To handle something else, add a line to the tables in
`mdaudit.reference.client.handlers`; nothing here has to change.

A delivery that was stored but not acknowledged comes again. Its message is recognised by its
session, and shown once (RCV-3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.incoming import Parts
from mdaudit.reference.client.messages.parking import try_again
from mdaudit.reference.client.remote import Mailbox, Remote
from mdaudit.reference.protocol.envelope import Delivery, Drained, Envelope, Kind, Told

Opener = Callable[[Device, Remote, "Handlers", Envelope], None]
"""Opens an envelope; makes its own transaction."""

NoticeHandler = Callable[[Device, Remote, Any], None]
"""Handles a notice of its class; makes its own transactions. The server's word, and no more."""

Again = Callable[[Device], None]
"""Looks at what waits in the store; makes its own transactions."""


@dataclass(frozen=True)
class Handlers:
    """What is handled where. What is in no table is acknowledged and ignored."""

    kinds: Mapping[Kind, Opener]
    parts: Parts
    notices: Mapping[type[Any], NoticeHandler]
    again: tuple[Again, ...] = ()
    """What looks again at what waits for a list."""


def receive(device: Device, remote: Remote, handlers: Handlers, delivery: Delivery) -> None:
    """Handle one delivery; what comes of it is stored when this returns.

    Raises:
        ServerError: the server could not be asked; the delivery is not handled, and comes again.
    """
    match delivery:
        case Envelope(kind=kind) if kind in handlers.kinds:
            handlers.kinds[kind](device, remote, handlers, delivery)
        case Told(notice=notice) if type(notice) in handlers.notices:
            handlers.notices[type(notice)](device, remote, notice)
        case _:
            return
    _look_again(device, handlers)


def receive_from(
    device: Device, remote: Remote, handlers: Handlers, mailbox: Mailbox, seconds: float | None
) -> bool:
    """Handle the next delivery that comes within so many seconds, and acknowledge it.

    Returns whether more may be waiting: not so once the mailbox is drained or silent.

    Raises:
        ServerError: the connection ended, or the server could not be asked.
    """
    delivery = mailbox.next(seconds)
    if delivery is None or isinstance(delivery, Drained):
        _look_again(device, handlers)  # a list may have come since, without a message
        return False
    receive(device, remote, handlers, delivery)
    mailbox.acknowledge(delivery.sequence)
    return True


def _look_again(device: Device, handlers: Handlers) -> None:
    try_again(device, handlers.parts)
    for again in handlers.again:
        again(device)
