"""Messages whose device is newer than the held list wait for the list, sealed (DEV-3).

A message is handed to its parts. What a step refuses is parked if the step `park` allows it, and is
a gap otherwise, of which the person is told. Nothing tells the sender that a message is parked.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.reference.client.conversation import tell, tell_refusal
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.incoming import INCOMING, Incoming, Parts, handle_parts
from mdaudit.reference.reader import Reader
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.receiving.showing import not_shown_before
from mdaudit.spec.sorts import Account


@dataclass(frozen=True)
class Parked:
    """A message that waits."""

    incoming: bytes
    """The message."""
    held: str
    """The name of the list that it is newer than."""


PARKED = StoredForm("parked message", 1, Parked)


def deliver(device: Device, incoming: Incoming, parts: Parts) -> None:
    """Show a message, park it, or tell that it is missing. In the transaction that decrypted it."""
    try:
        handle_parts(device, incoming, parts)
    except Refused as refused:
        if refused.rule is not not_shown_before and not _park(device, incoming):
            what = f"gap: a message of device {incoming.index} was refused"
            tell_refusal(device, incoming.account, what, refused)
    except (NotPossible, Malformed) as problem:
        tell(device, incoming.account, f"gap: a message of device {incoming.index}: {problem}")


def try_again(device: Device, parts: Parts) -> None:
    """Deliver what was parked for a list that is here now."""
    for name in device.store.names("parked/"):
        parked = PARKED.read(device.store.get(name) or b"")
        incoming = INCOMING.read(parked.incoming)
        if _held(device, incoming) != parked.held:
            with device.transaction():
                device.store.drop(name)
                deliver(device, incoming, parts)


def _park(device: Device, incoming: Incoming) -> bool:
    """Keep a message for later; returns whether the step allows it."""
    try:
        Reader(device.name, device.party).park(incoming.partner.row, device.clock())
    except (Refused, NotPossible):
        return False
    place = f"parked/{incoming.account}/{incoming.index}/{incoming.key.hex()}/{incoming.message}"
    parked = Parked(INCOMING.write(incoming), _held(device, incoming))
    device.store.put(place, PARKED.write(parked))
    return True


def _held(device: Device, incoming: Incoming) -> str:
    return device.party.state.held(device.name, Account(incoming.account)).name
