"""A contact's record has one spelling, and is named by its bytes."""

from dataclasses import replace

import pytest

from mdaudit.reference.own_data.contact_record import (
    MARK,
    ContactRecord,
    decode_contact,
    decode_contacts,
    described_contact,
    encode_contact,
    encode_contacts,
)
from mdaudit.spec.objects import Malformed
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time
from mdaudit.spec.state.signed import SignedList
from tests.reference.scene import ALICE

PLAIN = ContactRecord(ALICE, IdentityKey(b"p" * 32), RawId(7), False, b"list", Index(2))  # noqa: FBT003
MARKED = replace(PLAIN, is_verified=True, required_time=Time(0))


@pytest.mark.parametrize("record", [PLAIN, MARKED], ids=["plain", "marked"])
def test_what_is_written_is_read(record: ContactRecord) -> None:
    assert decode_contact(encode_contact(record)) == record


def test_records_travel_together() -> None:
    records = (encode_contact(PLAIN), encode_contact(MARKED))
    assert decode_contacts(encode_contacts(records)) == records
    assert decode_contacts(b"") == ()


def test_a_record_is_named_by_its_bytes() -> None:
    held = SignedList("list")
    plain, marked = (described_contact(encode_contact(r), r, held) for r in (PLAIN, MARKED))
    assert plain.name != marked.name
    assert (plain.contact_account, plain.contact_is_verified) == (ALICE, False)
    assert (marked.contact_mark, marked.contact_required_time) == (2, 0)


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        encode_contact(PLAIN)[:-1],
        encode_contact(PLAIN) + b"\x40\x01",
        encode_contact(PLAIN) + b"\x20\x01",
        encode_contact(replace(PLAIN, mark=Index(1))) + bytes([MARK.number << 3, 2]),
    ],
    ids=["empty", "truncated", "another field", "verified twice", "two marks"],
)
def test_other_spellings_are_refused(octets: bytes) -> None:
    with pytest.raises(Malformed):
        decode_contact(octets)
