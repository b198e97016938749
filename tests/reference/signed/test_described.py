"""Other bytes are another object, even if they say the same."""

from mdaudit.reference.signed.described import (
    described_certificate,
    described_list,
    unread_certificate,
)
from mdaudit.spec.device_list.acceptance import same_content
from mdaudit.spec.objects import DeviceIdentity, KeyIndexList
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time

LISTING = KeyIndexList(RawId(7), Time(5), Index(2), frozenset({Index(0), Index(2)}))
IDENTITY = DeviceIdentity(RawId(7), Time(5), Index(2))
KEY = IdentityKey(b"k" * 32)


def test_lists_are_told_apart_by_their_bytes() -> None:
    one, other = described_list(b"one", LISTING), described_list(b"other", LISTING)
    assert one != other
    assert same_content(one, other)
    assert one == described_list(b"one", LISTING)


def test_a_list_says_what_its_details_say() -> None:
    listed = described_list(b"", LISTING)
    assert (listed.list_life, listed.list_time, listed.current_index) == (7, 5, 2)
    assert listed.valid_indexes == {0, 2}
    assert not listed.list_is_hosted


def test_a_certificate_is_for_one_key() -> None:
    shown = described_certificate(b"bytes", IDENTITY, KEY)
    assert (shown.certificate_index, shown.certificate_key) == (2, KEY)
    assert shown != described_certificate(b"bytes", IDENTITY, IdentityKey(b"l" * 32))


def test_an_unread_certificate_says_nothing() -> None:
    unread = unread_certificate(b"bytes", KEY)
    assert unread.certificate_key == KEY
    assert unread.certificate_life == -1
    assert unread != described_certificate(b"bytes", IDENTITY, KEY)
