"""A message that was decrypted, on its way to whoever handles its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.spec.objects.layout import Field, Layout
from mdaudit.spec.objects.messages.message import CONTEXT_INFO
from mdaudit.spec.objects.wire import Decoded, read_message
from mdaudit.spec.sorts import Account, IdentityKey, Index, Message


@dataclass(frozen=True)
class Incoming:
    """A decrypted message, with the device whose session it came over."""

    account: str
    """The account that the envelope names, by which the session was found."""
    index: int
    key: bytes
    """The identity key of the session's device."""
    message: str
    """The message's id, which the secret inside confirms."""
    plaintext: bytes
    group: str | None = None
    """The group that the envelope names: the server's word."""

    @property
    def partner(self) -> Partner:
        """The device whose session it is."""
        return Partner(Account(self.account), Index(self.index), IdentityKey(self.key))

    @property
    def id(self) -> Message:
        """The message's id, as the steps name it."""
        return Message(self.message)


INCOMING = StoredForm("incoming message", 1, Incoming)

PartHandler = Callable[[Device, Incoming, bytes], None]
"""What is done with one part of a message, in the transaction that decrypted it; may raise Refused,
NotPossible or Malformed."""

Parts = Mapping[Field, PartHandler]
"""The parts of a message that this client knows, by their fields in ``Message``."""


def read_parts(plaintext: bytes, parts: Parts) -> Decoded:
    """A decrypted message with every part that this client knows; others are ignored.

    Raises:
        Malformed: the bytes are no message.
    """
    fields = sorted({CONTEXT_INFO, *parts}, key=lambda field: field.number)
    return read_message(Layout("Message", tuple(fields), signed=True), plaintext)


def handle_parts(device: Device, incoming: Incoming, parts: Parts) -> None:
    """Hand each part to its handler, in the order of the table. In a transaction.

    Raises:
        Refused, NotPossible, Malformed: as the handlers say.
    """
    for handler, octets in _found(read_parts(incoming.plaintext, parts), parts):
        handler(device, incoming, octets)


def _found(decoded: Decoded, parts: Parts) -> Iterator[tuple[PartHandler, bytes]]:
    for field, handler in parts.items():
        octets = decoded.optional_octets(field)
        if octets is not None:
            yield handler, octets
