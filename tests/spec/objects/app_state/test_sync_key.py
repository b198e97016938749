"""Sync keys: the recorded derivation, names, and wrong lengths."""

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.app_state import (
    KeyId,
    decode_key_id,
    derived_keys,
    encode_key_id,
    key_in_use,
)
from tests.spec.objects.app_state.sample import KEYS, RECORDED


def test_the_recorded_keys_are_derived() -> None:
    derived = {name: getattr(KEYS, name).hex() for name in RECORDED["derived"]}
    assert derived == RECORDED["derived"]


@given(st.binary(min_size=32, max_size=32))
def test_the_keys_are_the_parts_of_one_expansion(sync_key: bytes) -> None:
    keys = derived_keys(sync_key)
    whole = HKDF(SHA256(), 160, None, b"WhatsApp Mutation Keys").derive(sync_key)
    parts = (keys.index, keys.value, keys.value_mac, keys.snapshot_mac, keys.patch_mac)
    assert b"".join(parts) == whole


def test_the_recorded_name_is_read() -> None:
    name = decode_key_id(bytes.fromhex(RECORDED["key_id"]))
    assert (name.device, name.epoch) == (RECORDED["device"], RECORDED["epoch"])


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**16 - 1))
def test_a_name_survives_the_wire(epoch: int, device: int) -> None:
    assert decode_key_id(encode_key_id(KeyId(epoch, device))) == KeyId(epoch, device)


def test_the_key_in_use_has_the_highest_epoch_then_the_lowest_device() -> None:
    names = [KeyId(epoch, device) for epoch in (1, 3, 2) for device in (9, 0, 4)]
    assert key_in_use(names) == KeyId(epoch=3, device=0)
    with pytest.raises(ValueError, match="empty"):
        key_in_use([])


@pytest.mark.parametrize("length", [0, 5, 7])
def test_a_name_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(Malformed, match="sync key id: expected 6 bytes"):
        decode_key_id(bytes(length))


@pytest.mark.parametrize("name", [KeyId(2**32, 0), KeyId(0, 2**16), KeyId(-1, 0)])
def test_the_caller_cannot_write_what_does_not_fit(name: KeyId) -> None:
    with pytest.raises(OverflowError):
        encode_key_id(name)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_sync_key_of_another_length_gives_no_keys(length: int) -> None:
    with pytest.raises(ValueError, match="expected a sync key of 32 bytes"):
        derived_keys(bytes(length))
