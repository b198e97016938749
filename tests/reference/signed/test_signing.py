"""Signatures of the reference hold for the specification's verifier, and for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.reference.signed.signing import NONCE_LENGTH, KeyPair, clamped
from mdaudit.spec.objects import signature_holds
from tests.reference.scene import stream

SEEDS = st.binary(min_size=32, max_size=32)


@given(seed=SEEDS, message=st.binary(max_size=200))
def test_a_signature_holds_under_its_own_key(seed: bytes, message: bytes) -> None:
    keys = KeyPair(clamped(seed))
    assert signature_holds(keys.public, message, keys.sign(message, stream("nonce")))


@given(seed=SEEDS, bit=st.integers(0, 511))
def test_a_signature_with_a_flipped_bit_does_not_hold(seed: bytes, bit: int) -> None:
    keys = KeyPair(clamped(seed))
    forged = bytearray(keys.sign(b"message", stream("nonce")))
    forged[bit // 8] ^= 1 << bit % 8
    assert not signature_holds(keys.public, b"message", bytes(forged))


def test_both_signs_of_the_key_occur() -> None:
    pairs = (KeyPair.generate(stream(f"pair {n}")) for n in range(16))
    assert {keys.sign(b"", stream("nonce"))[-1] >> 7 for keys in pairs} == {0, 1}


def test_another_key_did_not_sign() -> None:
    one, other = KeyPair.generate(stream("one")), KeyPair.generate(stream("other"))
    assert not signature_holds(other.public, b"message", one.sign(b"message", stream("nonce")))


def test_each_signature_takes_a_fresh_nonce() -> None:
    asked: list[int] = []

    def source(length: int) -> bytes:
        asked.append(length)
        return bytes([len(asked)]) * length

    keys = KeyPair.generate(stream("keys"))
    assert keys.sign(b"message", source) != keys.sign(b"message", source)
    assert asked == [NONCE_LENGTH, NONCE_LENGTH]


@pytest.mark.parametrize("private", [bytes(31), bytes(32), b"\xff" * 32, b""])
def test_a_private_key_that_would_not_sign_is_no_key(private: bytes) -> None:
    with pytest.raises(ValueError, match="clamped"):
        KeyPair(private)


def test_the_private_key_is_not_shown() -> None:
    keys = KeyPair.generate(stream("keys"))
    assert keys.private.hex() not in repr(keys)
    assert repr(keys.private) not in repr(keys)
