"""A key travels with what it was made for, in one spelling."""

from dataclasses import replace

import pytest

from mdaudit.reference.app_state.shared_key import (
    CURRENT,
    DATA,
    FINGERPRINT,
    FINGERPRINT_DATA,
    ID,
    INDEXES,
    KEY_DATA,
    KEY_ID,
    LIFE,
    MADE_AT,
    NAME,
    SECRET,
    SharedKey,
    decode_share,
    decode_shared_key,
    described_key,
    encode_share,
    encode_shared_key,
)
from mdaudit.reference.app_state.shared_key import KEY as KEY_LAYOUT
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.app_state import KeyId
from mdaudit.spec.objects.wire import write_message
from mdaudit.spec.sorts import Index, RawId, Time

KEY = SharedKey(
    KeyId(3, 0),
    b"s" * 32,
    RawId(7),
    Index(2),
    frozenset(map(Index, (0, 1, 2))),
    Time(1_700_000_000),
)


def test_what_is_written_is_read() -> None:
    assert decode_shared_key(encode_shared_key(KEY)) == KEY
    keys = (encode_shared_key(KEY), encode_shared_key(replace(KEY, id=KeyId(4, 0))))
    assert decode_share(encode_share(keys)) == keys


def test_a_key_is_known_by_a_hash_and_by_what_it_is_for() -> None:
    octets = encode_shared_key(KEY)
    described = described_key(octets, KEY)
    assert KEY.secret.hex() not in described.name
    assert (described.key_life, described.key_epoch) == (7, 3)
    assert described.key_indexes == {0, 1, 2}
    for other in (replace(KEY, indexes=frozenset({Index(0)})), replace(KEY, secret=b"t" * 32)):
        assert described_key(encode_shared_key(other), other).name != described.name


def test_the_secret_is_not_printed() -> None:
    assert "ssss" not in repr(KEY)


def with_indexes(*indexes: int) -> bytes:
    """Return the key with any indexes, in any order, as no honest program writes them."""
    fingerprint = write_message(FINGERPRINT_DATA, {LIFE: 7, CURRENT: 2, INDEXES: tuple(indexes)})
    data = write_message(KEY_DATA, {SECRET: b"s" * 32, FINGERPRINT: fingerprint, MADE_AT: 1})
    name = write_message(KEY_ID, {ID: bytes(6)})
    return write_message(KEY_LAYOUT, {NAME: name, DATA: data})


@pytest.mark.parametrize("indexes", [(), (1, 2), (0, 2, 1), (0, 1, 1)])
def test_indexes_ascend_from_the_primary(indexes: tuple[int, ...]) -> None:
    assert decode_shared_key(with_indexes(0, 1)).indexes == {0, 1}
    with pytest.raises(Malformed, match="deviceIndexes"):
        decode_shared_key(with_indexes(*indexes))


@pytest.mark.parametrize("octets", [b"", b"no key", encode_shared_key(KEY)[:-1]])
def test_what_is_no_key_is_refused(octets: bytes) -> None:
    with pytest.raises(Malformed):
        decode_shared_key(octets)
