"""A copy of a store with its key is everything that the device had; without the key, nothing."""

import os
from pathlib import Path

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.pre_keys import make_pre_keys
from mdaudit.reference.client.store import StoreError
from mdaudit.reference.demo.theft import copied, thief_with
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Kind
from mdaudit.reference.sealing import KeyFile
from mdaudit.reference.server.adversary.loot import Taken
from mdaudit.reference.sessions import (
    LocalKeys,
    OneTimePreKey,
    PreKeyBundle,
    SessionRecord,
    SignedPreKey,
    begin_session,
    encrypt_to,
    pad,
)
from mdaudit.reference.signed.signing import KeyPair
from tests.reference.scene import START

SECRET = KeyFile(b"k" * 32)


def test_a_thief_reads_what_the_device_would(tmp_path: Path) -> None:
    path = tmp_path / "laptop.db"
    with Device.create(path, SECRET, "laptop", "http://127.0.0.1", lambda: START) as device:
        with device.transaction():
            keys = make_pre_keys(device, 1)
        signed = SignedPreKey(keys.signed.id, keys.signed.public, keys.signed.signature)
        one_time = OneTimePreKey(keys.one_time[0].id, keys.one_time[0].public)
        bundle = PreKeyBundle(keys.registration_id, device.keys.public, signed, one_time)
    thief = thief_with(copied(path, tmp_path / "copy.db"), SECRET)
    local = LocalKeys(KeyPair.generate(os.urandom), 1)
    record = SessionRecord((begin_session(local, bundle, os.urandom),))
    _, ciphertext = encrypt_to(record, pad(b"for the laptop", os.urandom))
    somebody = Address("15550100002", 0)
    wire = [Taken(0, "m", somebody, somebody, Kind.PRE_KEY, ciphertext.octets)]
    assert [one.words for one in thief.listen(wire)] == [("for the laptop",)]
    with pytest.raises(StoreError, match="secret"):
        thief_with(tmp_path / "copy.db", KeyFile(b"x" * 32))
