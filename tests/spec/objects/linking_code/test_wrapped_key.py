"""Wrapped keys: recorded ones of both sides, wrong codes, wrong lengths."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.linking_code import unwrap_key, wrap_key
from tests.spec.objects import edwards
from tests.spec.objects.support import COMPANION, PRIMARY, cases

RECORDED = cases("linking_code.json")
EACH = pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["id"])
SALT, START = bytes(range(32)), bytes(range(16))
CODE = "ABCD1234"
WRAPPED = wrap_key(CODE, COMPANION.public, salt=SALT, start=START)


@EACH
@pytest.mark.parametrize("side", ["companion", "primary"])
def test_recorded_keys_are_unwrapped_and_wrapped(case: dict[str, Any], side: str) -> None:
    wrapped, key = (bytes.fromhex(case[f"{side}_{name}"]) for name in ("hello", "ephemeral"))
    assert unwrap_key(case["code"], wrapped) == key
    assert wrap_key(case["code"], key, salt=wrapped[:32], start=wrapped[32:48]) == wrapped


@settings(max_examples=5)  # each one derives two keys, slowly by intent
@given(st.integers(0, 8 * len(WRAPPED) - 1))
def test_a_changed_bit_gives_another_key(bit: int) -> None:
    changed = bytearray(WRAPPED)
    changed[bit // 8] ^= 1 << bit % 8
    assert unwrap_key(CODE, bytes(changed)) != COMPANION.public


def test_another_code_gives_another_key_and_no_error() -> None:
    assert unwrap_key("ABCD1235", WRAPPED) != COMPANION.public


def test_one_string_in_32_is_a_key_that_an_honest_side_draws() -> None:
    # Hashes stand for what wrong codes unwrap to. Why a code is for one wrapping of each side.
    strings = [sha256(bytes([high, low])).digest() for high in range(2) for low in range(256)]
    keys = [string for string in strings if is_drawn(string)]
    assert len(strings) / len(keys) == pytest.approx(32, rel=0.3)


def is_drawn(string: bytes) -> bool:
    """Whether a private key has this public key: a point in the large subgroup of the curve."""
    coordinate = int.from_bytes(string, "little")
    if coordinate >= edwards.P:
        return False
    point = edwards.lift((coordinate - 1) * pow(coordinate + 1, -1, edwards.P) % edwards.P, 0)
    return point is not None and edwards.multiply(edwards.ORDER, point) == edwards.NEUTRAL


@pytest.mark.parametrize("wrapped", [b"", WRAPPED[:-1], WRAPPED + b"\0"])
def test_other_lengths_are_refused(wrapped: bytes) -> None:
    with pytest.raises(Malformed, match="wrapped key: expected 80 bytes"):
        unwrap_key(CODE, wrapped)


def test_what_is_no_code_unwraps_nothing() -> None:
    with pytest.raises(Malformed, match="linking code"):
        unwrap_key("abcd1234", WRAPPED)


@pytest.mark.parametrize(
    ("salt", "start", "key"),
    [
        (SALT[:-1], START, PRIMARY.public),
        (SALT, START[:-1], PRIMARY.public),
        (SALT, START, b"\x05" + PRIMARY.public),
    ],
)
def test_the_caller_cannot_wrap_other_lengths(salt: bytes, start: bytes, key: bytes) -> None:
    with pytest.raises(ValueError, match="expected 32, 16 and 32 bytes"):
        wrap_key(CODE, key, salt=salt, start=start)
