"""Contacts: a primary hands over what it knows of them, a companion takes it over (VER-6).

So a new companion begins with the pins, marks and lists of its primary, and not with whatever the
server shows. A contact that a companion knows already stays as it is there: for it the step
`take_over_contact` is not possible, which would put the primary's word in the place of what the
companion saw itself. So a mark that a primary sets later reaches companions that do not know the
contact yet; on the others only their own user's comparison changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.incoming import Incoming
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.client.own.channel import tell_own_device
from mdaudit.reference.own_data.contact_record import (
    decode_contact,
    decode_contacts,
    encode_contacts,
)
from mdaudit.reference.own_data.messages import OwnMessage, Subject
from mdaudit.reference.parties.address_book import AddressBook
from mdaudit.spec.reading import NotPossible
from mdaudit.spec.sorts import Account

AT_ONCE: Final = 100
"""Records in one message."""


def address_book(device: Device) -> AddressBook:
    """The device in its role as one that has contacts."""
    return AddressBook(device.name, device.party)


def hand_over_contacts(
    device: Device, companions: Iterable[Partner], accounts: Iterable[Account]
) -> None:
    """Tell companions what this primary knows of these accounts. In a transaction.

    Raises:
        NoSession: there is no session with one of the companions.
    """
    book, clock = address_book(device), device.clock()
    records = [book.hand_over(account, clock) for account in accounts]
    for some in _portions(records):
        message = OwnMessage(Subject.CONTACTS, encode_contacts(tuple(some)))
        for companion in companions:
            tell_own_device(device, companion, message)


def take_contacts(device: Device, incoming: Incoming, body: bytes) -> None:
    """A device tells of contacts; each record is judged by itself. In a transaction.

    Raises:
        Refused: the device is not the own primary (VER-6).
        Malformed: what it tells cannot be read.
    """
    for octets in decode_contacts(body):
        with suppress(NotPossible):  # it is known already; the log says so
            record = decode_contact(octets)
            address_book(device).take_over(incoming.partner.row, octets, record, device.clock())


def _portions(records: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(records), AT_ONCE):
        yield records[start : start + AT_ONCE]
