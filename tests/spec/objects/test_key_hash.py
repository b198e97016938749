"""Key hashes: recorded ones, order, and the fewest bytes that are compared."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects.key_hash import key_hash, key_hashes_agree
from mdaudit.spec.sorts import IdentityKey
from tests.spec.objects.support import COMPANION, PRIMARY, cases, single_bit_flips

RECORDED = cases("key_hash.json")
KEYS = [PRIMARY.public, COMPANION.public]


def keys_of(case: dict[str, Any]) -> list[IdentityKey]:
    return [IdentityKey(bytes.fromhex(key)) for key in case["keys"]]


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["id"])
def test_recorded_hashes_are_the_same(case: dict[str, Any]) -> None:
    assert key_hash(keys_of(case)).hex() == case["hash"]
    assert key_hash(keys_of(case), 8).hex() == case["short_hash"]


@given(st.data(), st.sampled_from(RECORDED))
def test_any_order_gives_the_same_hash(data: st.DataObject, case: dict[str, Any]) -> None:
    assert key_hash(data.draw(st.permutations(keys_of(case)))).hex() == case["hash"]


@pytest.mark.parametrize("shorter", [8, 9, 10, 32])
def test_hashes_of_the_same_keys_agree_at_every_length(shorter: int) -> None:
    assert key_hashes_agree(key_hash(KEYS, shorter), key_hash(KEYS, 32))
    assert key_hashes_agree(key_hash(KEYS, 32), key_hash(KEYS, shorter))


def test_hashes_of_other_keys_do_not_agree() -> None:
    assert not key_hashes_agree(key_hash(KEYS), key_hash(KEYS[:1]))
    assert not key_hashes_agree(key_hash(KEYS), key_hash([*KEYS, PRIMARY.public]))


def test_every_bit_in_common_counts() -> None:
    stated = key_hash(KEYS, 8)
    assert not any(key_hashes_agree(flip, key_hash(KEYS)) for _, flip in single_bit_flips(stated))


@pytest.mark.parametrize("stated", [b"", key_hash(KEYS)[:7]])
def test_fewer_than_eight_bytes_are_not_compared(stated: bytes) -> None:
    with pytest.raises(ValueError, match="at least 8 bytes in common"):
        key_hashes_agree(stated, key_hash(KEYS))


@pytest.mark.parametrize("length", [0, 7, 33])
def test_other_lengths_are_not_made(length: int) -> None:
    with pytest.raises(ValueError, match="8 to 32 bytes"):
        key_hash(KEYS, length)


@pytest.mark.parametrize("keys", [[], [b""], [b"\x05" + PRIMARY.public], [PRIMARY.public[:31]]])
def test_what_is_no_raw_key_is_not_hashed(keys: list[IdentityKey]) -> None:
    with pytest.raises(ValueError, match="expected keys of 32 bytes"):
        key_hash(keys)
