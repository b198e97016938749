"""What waits for the server: handed over in order, at least once, after it was stored.

A request is put into the outbox in the transaction that brought it about, so it is there if and
only if that happened. It leaves the outbox when the server has answered. Where the process ends
between the two it is handed over again, and the server takes it for what it is: the same one.

What kinds of requests there are says a table of `Errand`s; see `mdaudit.reference.client.errands`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.protocol.part import Part, read, spelled
from mdaudit.reference.sessions.stored import StoredForm

P = TypeVar("P", bound=Part)
A = TypeVar("A")

TRY_AGAIN = frozenset({401, 429})
"""Refusals that say nothing about the request: no valid token, too many requests."""

SERVER_FAULT = 500
"""From this status on, the fault is the server's own."""


@dataclass(frozen=True)
class Errand(Generic[P, A]):
    """One kind of request that can wait."""

    kind: type[P]
    """The request."""
    hand: Callable[[Device, Remote, P], A]
    """Ask the server, and give its answer; outside of any transaction."""
    done: Callable[[Device, P, A], None]
    """What the answer means, in the transaction that takes the request out of the outbox."""
    failed: Callable[[Device, P, ServerRefused], None]
    """The server will never do it; in the same transaction."""


@dataclass(frozen=True)
class Waiting:
    """One request in the outbox."""

    kind: str
    """The name of its class."""
    request: bytes
    """The request as JSON."""


WAITING = StoredForm("waiting request", 1, Waiting)

Errands = Mapping[str, Errand[Any, Any]]
"""Every kind of request, by the name of its class."""


def table(*errands: Errand[Any, Any]) -> Errands:
    """The table of these errands."""
    return {errand.kind.__name__: errand for errand in errands}


def post(device: Device, request: Part) -> None:
    """Put a request into the outbox. In a transaction, with what brought it about."""
    device.store.post(WAITING.write(Waiting(type(request).__name__, spelled(request))))


def waiting(device: Device, kind: type[P]) -> list[P]:
    """The requests of a kind that wait, the oldest first."""
    found = [WAITING.read(octets) for _, octets in device.store.outbox()]
    return [read(one.request, kind) for one in found if one.kind == kind.__name__]


def hand_over(device: Device, remote: Remote, errands: Errands) -> int:
    """Hand over all that waits, the oldest first; returns how many requests the server answered.

    Raises:
        ServerError: the server could not be asked. What it did not answer waits on.
    """
    there = device.store.outbox()
    for number, octets in there:
        _hand_over_one(device, remote, errands, number, WAITING.read(octets))
    return len(there)


def _hand_over_one(
    device: Device, remote: Remote, errands: Errands, number: int, waiting: Waiting
) -> None:
    errand = errands[waiting.kind]
    request = read(waiting.request, errand.kind)
    try:
        answer = errand.hand(device, remote, request)
    except ServerRefused as refusal:
        if refusal.status in TRY_AGAIN or refusal.status >= SERVER_FAULT:
            raise
        with device.transaction():
            errand.failed(device, request, refusal)
            device.store.posted(number)
        return
    with device.transaction():
        errand.done(device, request, answer)
        device.store.posted(number)
