"""Which signatures hold, at the centre and at every edge that the specification decides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdaudit.spec.objects import signature_holds
from mdaudit.spec.objects.signature import LOW_ORDER_COORDINATES
from tests.spec.objects import edwards
from tests.spec.objects.support import (
    COMPANION,
    PRIMARY,
    KeyPair,
    cases,
    decisions,
    single_bit_flips,
    verdict,
)

MESSAGE = b"a signed string"
LOW_ORDER = [edwards.multiply(k, edwards.ORDER_EIGHT) for k in range(1, 8)]


def holds_as_recorded(case: dict[str, str]) -> str:
    key, message, signature = (
        bytes.fromhex(case[field]) for field in ("public_key", "message", "signature")
    )
    return verdict(accepted=signature_holds(key, message, signature))


def test_the_verdicts_are_the_official_ones_except_where_decided() -> None:
    recorded = cases("xeddsa_sign_verify.json")
    verdicts = {case["id"]: holds_as_recorded(case) for case in recorded}
    official = {case["id"]: case["recorded"] for case in recorded}
    assert {name for name in verdicts if verdicts[name] != official[name]} == set(decisions("xed"))
    assert {name: verdicts[name] for name in decisions("xed")} == decisions("xed")


def test_the_top_bit_of_the_key_is_ignored() -> None:
    (case,) = (case for case in cases("xeddsa_sign_verify.json") if case["id"] == "xed-122")
    assert bytes.fromhex(case["public_key"])[-1] >= 0x80
    assert holds_as_recorded(case) == "accept"


@pytest.mark.parametrize("signer", ["primary", "companion", "third", "fourth"])
def test_both_signs_of_the_key_sign(signer: str) -> None:
    pair = KeyPair.named(signer)
    assert signature_holds(pair.public, MESSAGE, pair.sign(MESSAGE))


def test_the_tested_signers_have_both_signs() -> None:
    assert {PRIMARY.sign_bit, KeyPair.named("third").sign_bit} == {0, 0x80}


def test_no_bit_of_a_signature_can_change() -> None:
    for _, flipped in single_bit_flips(PRIMARY.sign(MESSAGE)):
        assert not signature_holds(PRIMARY.public, MESSAGE, flipped)


def test_no_bit_of_a_message_can_change() -> None:
    signature = PRIMARY.sign(MESSAGE)
    for _, flipped in single_bit_flips(MESSAGE):
        assert not signature_holds(PRIMARY.public, flipped, signature)


def test_no_bit_of_a_key_but_the_top_one_can_change() -> None:
    signature = PRIMARY.sign(MESSAGE)
    holding = [
        flipped
        for _, flipped in single_bit_flips(PRIMARY.public)
        if signature_holds(flipped, MESSAGE, signature)
    ]
    *body, last = PRIMARY.public
    assert holding == [bytes((*body, last ^ 0x80))]


def test_another_key_does_not_verify() -> None:
    assert not signature_holds(COMPANION.public, MESSAGE, PRIMARY.sign(MESSAGE))


def test_the_low_order_coordinates_are_those_of_the_curve() -> None:
    computed = {int.from_bytes(edwards.montgomery(point), "little") for point in LOW_ORDER}
    without_image = edwards.P - 1
    assert computed | {without_image} == LOW_ORDER_COORDINATES


@pytest.mark.parametrize("sign_bit", [0, 0x80])
@pytest.mark.parametrize("spelling", [0, 2**255], ids=["plain", "top bit set"])
@pytest.mark.parametrize("coordinate", [*LOW_ORDER_COORDINATES, edwards.P, edwards.P + 1])
def test_nothing_holds_under_a_low_order_key(coordinate: int, spelling: int, sign_bit: int) -> None:
    key = (coordinate + spelling).to_bytes(32, "little")
    for r in (edwards.NEUTRAL, *LOW_ORDER):
        forged = bytearray(edwards.encode(r) + bytes(32))
        forged[-1] |= sign_bit
        assert not signature_holds(key, MESSAGE, bytes(forged))


def test_the_group_order_cannot_be_added_to_s() -> None:
    signature = PRIMARY.sign(MESSAGE)
    s = int.from_bytes(signature[32:], "little")
    second = signature[:32] + (s + edwards.ORDER).to_bytes(32, "little")
    assert not signature_holds(PRIMARY.public, MESSAGE, second)


@pytest.mark.parametrize("s", [edwards.ORDER, edwards.ORDER - 1, 2**253, 2**255 - 1])
def test_s_at_and_above_the_group_order_is_refused(s: int) -> None:
    signature = PRIMARY.sign(MESSAGE)[:32] + s.to_bytes(32, "little")
    assert not signature_holds(PRIMARY.public, MESSAGE, signature)


def test_keys_and_s_are_refused_whatever_the_library_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdaudit.spec.objects.signature.ed25519_verify", lambda *_: True)
    genuine = PRIMARY.sign(MESSAGE)[:32]
    limit = edwards.ORDER.to_bytes(32, "little")
    assert signature_holds(PRIMARY.public, MESSAGE, genuine + bytes(32))
    assert not signature_holds(PRIMARY.public, MESSAGE, genuine + limit)
    for coordinate in LOW_ORDER_COORDINATES:
        key = coordinate.to_bytes(32, "little")
        assert not signature_holds(key, MESSAGE, genuine + bytes(32))


@pytest.mark.parametrize("sign_of_nonce", [0, 0x80])
@pytest.mark.parametrize("private", [12345, 12346, 12347])
def test_a_nonce_of_zero_is_refused(private: int, sign_of_nonce: int) -> None:
    key, signature = edwards.sign(private, 0, MESSAGE)
    assert edwards.verifies(key, MESSAGE, signature)
    respelled = signature[:31] + bytes([signature[31] | sign_of_nonce]) + signature[32:]
    assert not signature_holds(key, MESSAGE, respelled)


def test_a_second_spelling_of_a_coordinate_is_refused() -> None:
    key, signature = edwards.sign(1, 99, MESSAGE)
    respelled = (int.from_bytes(key, "little") + edwards.P).to_bytes(32, "little")
    assert signature_holds(key, MESSAGE, signature)
    assert edwards.verifies(respelled, MESSAGE, signature)
    assert not signature_holds(respelled, MESSAGE, signature)


def test_a_key_with_a_low_order_component_holds_exactly_when_the_equation_does() -> None:
    signed = [edwards.sign(12345, n, MESSAGE, shift=edwards.ORDER_EIGHT) for n in range(1, 33)]
    equation = [edwards.verifies(key, MESSAGE, signature) for key, signature in signed]
    assert [signature_holds(key, MESSAGE, signature) for key, signature in signed] == equation
    assert any(equation)


@settings(max_examples=20)
@given(
    private=st.integers(1, edwards.ORDER - 1),
    nonce=st.integers(1, edwards.ORDER - 1),
    message=st.binary(max_size=80),
    change=st.integers(0, 1023),
)
def test_the_verdict_is_the_textbooks(
    private: int, nonce: int, message: bytes, change: int
) -> None:
    key, signature = edwards.sign(private, nonce, message)
    assert signature_holds(key, message, signature)
    changed = bytearray(signature)
    changed[change // 8 % 64] ^= 1 << change % 8
    expected = edwards.verifies(key, message, bytes(changed))
    assert signature_holds(key, message, bytes(changed)) == expected


@pytest.mark.parametrize("length", [0, 1, 31, 33, 64])
def test_a_key_of_another_length_does_not_verify(length: int) -> None:
    key = (PRIMARY.public * 2)[:length]
    assert not signature_holds(key, MESSAGE, PRIMARY.sign(MESSAGE))


@pytest.mark.parametrize("length", [0, 1, 63, 65, 128])
def test_a_signature_of_another_length_does_not_hold(length: int) -> None:
    signature = (PRIMARY.sign(MESSAGE) * 2)[:length]
    assert not signature_holds(PRIMARY.public, MESSAGE, signature)


@given(key=st.binary(max_size=40), message=st.binary(), signature=st.binary(max_size=70))
def test_no_bytes_raise(key: bytes, message: bytes, signature: bytes) -> None:
    assert not signature_holds(key, message, signature)


@given(
    key=st.binary(min_size=32, max_size=32),
    message=st.binary(),
    signature=st.binary(min_size=64, max_size=64),
)
def test_no_bytes_of_the_right_lengths_raise(key: bytes, message: bytes, signature: bytes) -> None:
    assert not signature_holds(key, message, signature)
