"""Messages that wait for a list, sealed: their device's (DEV-3), or the own account's (FAN-2).

A message is handed to its parts. What a step refuses is parked if the step `park` allows it. While
the own list is expired the device shows nothing, so messages wait for a newer one. Otherwise a
message is a gap, of which the person is told. Nothing tells the sender that a message is parked.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.conversation import tell, tell_refusal
from mdaudit.reference.client.messages.incoming import INCOMING, Incoming, Parts, handle_parts
from mdaudit.reference.parties.reader import Reader
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.receiving.showing import not_shown_before
from mdaudit.spec.sorts import Account


@dataclass(frozen=True)
class Parked:
    """A message that waits."""

    incoming: bytes
    """The message."""
    account: str
    """The account whose next list it waits for."""
    held: str
    """The name of the list that will not do."""


PARKED = StoredForm("parked message", 1, Parked)


def deliver(device: Device, incoming: Incoming, parts: Parts) -> None:
    """Show a message, park it, or tell that it is missing. In the transaction that decrypted it."""
    try:
        handle_parts(device, incoming, parts)
    except Refused as refused:
        if refused.rule is not not_shown_before and not _kept(device, incoming, refused):
            what = f"gap: a message of device {incoming.index} was refused"
            tell_refusal(device, incoming.account, what, refused)
    except (NotPossible, Malformed) as problem:
        tell(device, incoming.account, f"gap: a message of device {incoming.index}: {problem}")


def try_again(device: Device, parts: Parts) -> None:
    """Deliver what was parked for a list that is here now."""
    for name in device.store.names("parked/"):
        parked = PARKED.read(device.store.get(name) or b"")
        incoming = INCOMING.read(parked.incoming)
        if _held(device, parked.account) != parked.held:
            with device.transaction():
                device.store.drop(name)
                deliver(device, incoming, parts)


def _kept(device: Device, incoming: Incoming, refused: Refused) -> bool:
    """Keep a message for later, if a list may still make it welcome; returns whether."""
    if _is_of_the_own_list(device, refused):
        _keep(device, incoming, device.account)
        return True
    try:
        Reader(device.name, device.party).park(incoming.partner.row, device.clock())
    except (Refused, NotPossible):
        return False
    _keep(device, incoming, incoming.account)
    return True


def _is_of_the_own_list(device: Device, refused: Refused) -> bool:
    """Whether the message is refused because this device's own list is expired."""
    asked = refused.judgement.arguments
    return refused.rule is list_is_usable and asked[2] == device.account


def _keep(device: Device, incoming: Incoming, account: str) -> None:
    place = f"parked/{incoming.account}/{incoming.index}/{incoming.key.hex()}/{incoming.message}"
    parked = Parked(INCOMING.write(incoming), account, _held(device, account))
    device.store.put(place, PARKED.write(parked))


def _held(device: Device, account: str) -> str:
    return device.party.state.held(device.name, Account(account)).name
