"""Mutations: recorded ones, every changed bit, and values passed off as other ones."""

import hashlib
import hmac
from dataclasses import replace
from typing import Any

import pytest

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.aes import chain, mask
from mdaudit.spec.objects.app_state import (
    ActionData,
    KeyId,
    Mutation,
    Operation,
    derived_keys,
    open_mutation,
    seal_mutation,
)
from mdaudit.spec.objects.unauthentic import Unauthentic
from tests.spec.objects.app_state.sample import KEY_ID, KEYS, RECORDED, START, set_
from tests.spec.objects.support import single_bit_flips

EACH = pytest.mark.parametrize(
    "case", RECORDED["mutations"], ids=[case["operation"] for case in RECORDED["mutations"]]
)
VALUE_MAC = "value MAC: expected the one of these bytes under the sync key, got another"


def vouched(plain: bytes, *, padded: bool = True) -> Mutation:
    """Return a mutation of any content with the right code for its value, by the definition."""
    blocks = START + chain(KEYS.value, START, plain)
    if not padded:
        blocks = blocks[:-16]
    head = b"\x01" + bytes.fromhex(RECORDED["key_id"])
    code = hmac.digest(KEYS.value_mac, head + blocks + bytes([0] * 7 + [7]), hashlib.sha512)[:32]
    return Mutation(Operation.SET, bytes(32), blocks + code, KEY_ID)


@EACH
def test_a_recorded_mutation_is_opened_and_sealed(case: dict[str, Any]) -> None:
    operation = Operation[case["operation"].upper()]
    mutation = Mutation(
        operation, bytes.fromhex(case["index_mac"]), bytes.fromhex(case["blob"]), KEY_ID
    )
    data = open_mutation(KEYS, mutation)
    value = None if case["value"] is None else bytes.fromhex(case["value"])
    assert data == ActionData(case["index"].encode(), value, 2)
    start = bytes.fromhex(case["start"])
    assert seal_mutation(KEYS, KEY_ID, operation, data, start=start) == mutation


def test_no_changed_bit_of_a_value_is_opened() -> None:
    honest = set_(b"index")
    for _, flipped in single_bit_flips(honest.value):
        with pytest.raises(Unauthentic, match=VALUE_MAC):
            open_mutation(KEYS, replace(honest, value=flipped))


@pytest.mark.parametrize(
    "changed",
    [
        replace(set_(b"index"), operation=Operation.REMOVE),
        replace(set_(b"index"), key_id=KeyId(KEY_ID.epoch + 1, KEY_ID.device)),
        replace(set_(b"index"), key_id=KeyId(KEY_ID.epoch, KEY_ID.device + 1)),
    ],
    ids=["operation", "epoch", "device"],
)
def test_the_code_covers_operation_and_key(changed: Mutation) -> None:
    with pytest.raises(Unauthentic, match=VALUE_MAC):
        open_mutation(KEYS, changed)


def test_another_sync_key_opens_nothing() -> None:
    with pytest.raises(Unauthentic, match=VALUE_MAC):
        open_mutation(derived_keys(bytes(32)), set_(b"index"))


def test_a_value_is_not_taken_for_one_about_something_else() -> None:
    other = set_(b"another index").index_mac
    with pytest.raises(Unauthentic, match="index MAC: expected the one of the index inside"):
        open_mutation(KEYS, replace(set_(b"index"), index_mac=other))
    with pytest.raises(Unauthentic, match="index MAC"):
        open_mutation(KEYS, replace(set_(b"index"), index_mac=other[:31]))


@pytest.mark.parametrize("length", [0, 48, 63, 65])
def test_a_value_that_is_not_start_blocks_and_code_is_refused(length: int) -> None:
    with pytest.raises(Malformed, match=rf"got {length} bytes"):
        replace(set_(b"index"), value=bytes(length))


@pytest.mark.parametrize(
    ("plain", "reason"),
    [
        ("2002", "SyncActionData.index: expected this field"),
        ("0a0161", "SyncActionData.version: expected this field"),
        ("0a0161 2002 2002", "SyncActionData.version: expected one value"),
        ("0a0161 2202", "expected 2 bytes, got 0"),
        ("0801 2002", "SyncActionData.index: expected wire type 2, got 0"),
    ],
)
def test_authentic_bytes_that_are_no_value_are_refused(plain: str, reason: str) -> None:
    with pytest.raises(Malformed) as refusal:
        open_mutation(KEYS, vouched(bytes.fromhex(plain)))
    assert reason in str(refusal.value)


def test_authentic_blocks_without_padding_are_refused() -> None:
    # 16 bytes that decrypt to themselves and end in a zero, which no padding does.
    with pytest.raises(Malformed, match=r"SyncdValue\.blob: expected padding to whole blocks"):
        open_mutation(KEYS, vouched(bytes(16), padded=False))


def test_a_start_of_another_length_is_the_callers_fault() -> None:
    with pytest.raises(ValueError, match="IV size"):
        seal_mutation(KEYS, KEY_ID, Operation.SET, ActionData(b"", None, 1), start=bytes(15))


def test_equal_values_under_equal_starts_are_equal() -> None:
    # What the start is for: with another one, nothing but the index shows that they are equal.
    data = ActionData(b"index", b"value", 1)
    seals = [
        seal_mutation(KEYS, KEY_ID, Operation.SET, data, start=start)
        for start in (START, START, mask(KEYS.value, START, START))
    ]
    assert seals[0] == seals[1] != seals[2]
    assert {seal.index_mac for seal in seals} == {seals[0].index_mac}
