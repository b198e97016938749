"""Showing messages of conversations of two: the step first, then the line that a person sees."""

from __future__ import annotations

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.conversation import Line, Origin, write_down
from mdaudit.reference.client.messages.incoming import Incoming
from mdaudit.reference.client.messages.plaintexts import CONVERSATION as TYPED
from mdaudit.reference.client.messages.plaintexts import TEXT
from mdaudit.reference.parties.reader import Reader
from mdaudit.spec.objects.messages import decode_device_sent, decode_message
from mdaudit.spec.objects.wire import read_message
from mdaudit.spec.sorts import Account


def show_text(device: Device, incoming: Incoming, octets: bytes) -> None:
    """Show a text of somebody, or one that this user wrote to the own account.

    Raises:
        Refused: the device is not to be believed now, or the message was shown before.
        NotPossible: there is no session with the device any more.
    """
    clock, writer = device.clock(), incoming.partner
    reader = Reader(device.name, device.party)
    reader.show(Account(incoming.account), writer.row, incoming.id, clock)
    own = incoming.account == device.account
    origin = Origin.OWN if own else Origin.OTHER
    _write_down(device, incoming, incoming.account, origin, octets.decode())


def show_own_text(device: Device, incoming: Incoming, octets: bytes) -> None:
    """Show a text that this user wrote to an account on another device of the own one.

    Raises:
        Refused: the device is not one of this account, or as for `show_text`.
        NotPossible: there is no session with the device any more.
        Malformed: the wrapper cannot be read.
    """
    sent = decode_device_sent(octets)
    content = decode_message(sent.message).content
    typed = read_message(TEXT, content).optional_text(TYPED)
    if typed is None:
        return  # what else an own device has sent is not for a conversation of two
    reader = Reader(device.name, device.party)
    to = Account(sent.destination)
    reader.show_own(incoming.partner.row, incoming.id, to, device.clock())
    _write_down(device, incoming, to, Origin.OWN, typed)


def _write_down(device: Device, incoming: Incoming, chat: str, origin: Origin, text: str) -> None:
    writer = (incoming.account, incoming.index, incoming.message)
    write_down(device, Line(chat, origin, device.clock(), text, *writer))
