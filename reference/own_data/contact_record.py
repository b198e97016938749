"""What a primary knows of a contact, in bytes, for its companions (VER-6).

::

    ContactRecord  { account: 1, pin: 2, life: 3, verified: 4, signedList: 5, mark: 6,
                     requiredTime: 7 }
    ContactRecords { records: 1 repeated ContactRecord }

No deployed client sends this, so layout and numbers are this reference's own. Every field is there,
in order, and spelled in one way; only a required time that was never heard of is absent. The list
is in the bytes that its owner signed, and is checked like any other list.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.signature import KEY_LENGTH
from mdaudit.spec.objects.wire import read_message, write_message
from mdaudit.spec.sorts import NEVER, Account, IdentityKey, Index, RawId, Time
from mdaudit.spec.state.signed import Contact, SignedList

ACCOUNT: Final = Field(1, "account", Kind.TEXT, required=True, length=range(1, 65))
PIN: Final = Field(2, "pin", Kind.BYTES, required=True, length=KEY_LENGTH)
LIFE: Final = Field(3, "life", Kind.UINT32, required=True)
VERIFIED: Final = Field(4, "verified", Kind.ENUM, required=True, choices=frozenset({0, 1}))
SIGNED_LIST: Final = Field(5, "signedList", Kind.BYTES, required=True)
MARK: Final = Field(6, "mark", Kind.UINT32, required=True)
REQUIRED_TIME: Final = Field(7, "requiredTime", Kind.UINT64)
RECORD: Final = Layout(
    "ContactRecord",
    (ACCOUNT, PIN, LIFE, VERIFIED, SIGNED_LIST, MARK, REQUIRED_TIME),
    signed=True,
)

RECORDS_FIELD: Final = Field(1, "records", Kind.REPEATED_BYTES)
RECORDS: Final = Layout("ContactRecords", (RECORDS_FIELD,), signed=True)


@dataclass(frozen=True)
class ContactRecord:
    """One contact."""

    account: Account
    """Whom it is about."""
    pin: IdentityKey
    """The primary key that is pinned for the account."""
    life: RawId
    """The life that is pinned with it."""
    is_verified: bool
    """Whether the contact is marked as verified."""
    signed_list: bytes
    """The held list, as its owner signed it (``ADVSignedKeyIndexList``)."""
    mark: Index
    """The highest index of any list held in this life."""
    required_time: Time = NEVER
    """The highest time that a hint named."""


def encode_contact(record: ContactRecord) -> bytes:
    """Write a ``ContactRecord``.

    Raises:
        ValueError: a length or a number does not fit; the caller is at fault.
    """
    heard = None if record.required_time == NEVER else record.required_time
    return write_message(
        RECORD,
        {
            ACCOUNT: record.account,
            PIN: record.pin,
            LIFE: record.life,
            VERIFIED: int(record.is_verified),
            SIGNED_LIST: record.signed_list,
            MARK: record.mark,
            REQUIRED_TIME: heard,
        },
    )


def decode_contact(octets: bytes) -> ContactRecord:
    """Read a ``ContactRecord``, and nothing in its list.

    Raises:
        Malformed: the bytes are none, or not in the one spelling.
    """
    decoded = read_message(RECORD, octets)
    heard = decoded.optional_integer(REQUIRED_TIME)
    record = ContactRecord(
        Account(decoded.text(ACCOUNT)),
        IdentityKey(decoded.octets(PIN)),
        RawId(decoded.integer(LIFE)),
        bool(decoded.integer(VERIFIED)),
        decoded.octets(SIGNED_LIST),
        Index(decoded.integer(MARK)),
        NEVER if heard is None else Time(heard),
    )
    if encode_contact(record) != octets:
        raise Malformed(RECORD.name, "a record in its one spelling", "another", 0)
    return record


def encode_contacts(records: tuple[bytes, ...]) -> bytes:
    """Write ``ContactRecords`` of encoded records."""
    return write_message(RECORDS, {RECORDS_FIELD: records})


def decode_contacts(octets: bytes) -> tuple[bytes, ...]:
    """Read ``ContactRecords``: each of them for `decode_contact`.

    Raises:
        Malformed: the bytes are none.
    """
    return read_message(RECORDS, octets).all_octets(RECORDS_FIELD)


def described_contact(octets: bytes, record: ContactRecord, held: SignedList) -> Contact:
    """The record that these bytes are, with the list in it as the steps know it."""
    return Contact(
        f"contact sha256:{sha256(octets).hexdigest()}",
        record.account,
        record.pin,
        record.life,
        record.is_verified,
        held,
        record.mark,
        record.required_time,
    )
