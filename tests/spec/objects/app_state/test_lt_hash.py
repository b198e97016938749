"""The hash of a collection: order, leaving, and one computed by another formula."""

import struct

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects.app_state import EMPTY, lt_hash

CODES = st.lists(st.binary(min_size=32, max_size=32), max_size=5)


@given(CODES)
def test_it_is_the_sum_of_what_general_libraries_expand(codes: list[bytes]) -> None:
    totals = [0] * 64
    for code in codes:
        expanded = HKDF(SHA256(), 128, None, b"WhatsApp Patch Integrity").derive(code)
        totals = [sum(pair) for pair in zip(totals, struct.unpack("<64H", expanded), strict=True)]
    assert lt_hash(EMPTY, add=codes) == struct.pack("<64H", *(total % 65536 for total in totals))


@given(CODES, st.data())
def test_any_order_gives_the_same_hash(codes: list[bytes], data: st.DataObject) -> None:
    assert lt_hash(EMPTY, add=data.draw(st.permutations(codes))) == lt_hash(EMPTY, add=codes)


@given(st.binary(min_size=128, max_size=128), CODES, CODES)
def test_what_entered_and_left_leaves_no_trace(
    start: bytes, entering: list[bytes], leaving: list[bytes]
) -> None:
    there = lt_hash(start, add=entering, subtract=leaving)
    assert lt_hash(there, add=leaving, subtract=entering) == start


@pytest.mark.parametrize("length", [0, 127, 129])
def test_a_hash_of_another_length_is_the_callers_fault(length: int) -> None:
    with pytest.raises(ValueError, match="expected a hash of 128 bytes"):
        lt_hash(bytes(length))
