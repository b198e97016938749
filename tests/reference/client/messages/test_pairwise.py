"""One record of sessions for each device, by account, index and key."""

import os
from pathlib import Path

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.pairwise import (
    Partner,
    begin,
    decrypt,
    encrypt,
    forget_strangers,
    sessions_with,
)
from mdaudit.reference.client.messages.pre_keys import make_pre_keys, own_pre_keys
from mdaudit.reference.protocol.envelope import Kind
from mdaudit.reference.sealing import KeyFile
from mdaudit.reference.sessions import (
    KeyUsed,
    NoPreKey,
    NoSession,
    OneTimePreKey,
    PreKeyBundle,
    SignedPreKey,
)
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.sorts import PRIMARY
from tests.reference.scene import ALICE, BOB, START


def a_device(folder: Path, name: str) -> Device:
    """Return a device with a store of its own."""
    return Device.create(folder / name, KeyFile(b"k" * 32), name, "http://x", lambda: START)


def bundle_of(device: Device) -> PreKeyBundle:
    """Return a bundle as the server would hand it out."""
    with device.transaction():
        made = make_pre_keys(device, 1)
    (one,) = made.one_time
    return PreKeyBundle(
        made.registration_id,
        device.keys.public,
        SignedPreKey(made.signed.id, made.signed.public, made.signed.signature),
        OneTimePreKey(one.id, one.public),
    )


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Device, Device]:
    """Two devices: the first has a session with the second to write in."""
    one, other = a_device(tmp_path, "one"), a_device(tmp_path, "other")
    with one.transaction():
        begin(one, Partner(BOB, PRIMARY, other.keys.public), bundle_of(other))
    return one, other


def written(one: Device, other: Device, plaintext: bytes) -> tuple[Kind, bytes]:
    """Let the first device write to the second."""
    with one.transaction():
        made = encrypt(one, Partner(BOB, PRIMARY, other.keys.public), plaintext)
    return made.kind, made.content


def read(one: Device, other: Device, kind: Kind, content: bytes) -> bytes:
    """Let the second device read what the first wrote."""
    with other.transaction():
        return decrypt(other, Partner(ALICE, PRIMARY, one.keys.public), kind, content)


def test_what_is_written_is_read(pair: tuple[Device, Device]) -> None:
    assert read(*pair, *written(*pair, b"hello")) == b"hello"
    assert read(*pair, *written(*pair, b"")) == b""


def test_a_one_time_key_is_gone_with_the_message_that_used_it(
    pair: tuple[Device, Device],
) -> None:
    _, other = pair
    (name,) = other.store.names("pre-key/")
    read(*pair, *written(*pair, b"hello"))
    assert other.store.names("pre-key/") == []
    assert own_pre_keys(other).one_time(int(name.split("/")[1])) is None


def test_a_message_that_is_not_authentic_changes_nothing(pair: tuple[Device, Device]) -> None:
    _, other = pair
    kind, content = written(*pair, b"hello")
    forged = content[:60] + bytes([content[60] ^ 1]) + content[61:]
    before = [(name, other.store.get(name)) for name in other.store.names("")]
    with pytest.raises((Unauthentic, ValueError, NoPreKey)):
        read(*pair, kind, forged)
    assert [(name, other.store.get(name)) for name in other.store.names("")] == before
    assert read(*pair, kind, content) == b"hello"


def test_a_copy_is_known_as_one(pair: tuple[Device, Device]) -> None:
    kind, content = written(*pair, b"hello")
    read(*pair, kind, content)
    with pytest.raises(KeyUsed):
        read(*pair, kind, content)


def test_what_an_interrupted_transaction_read_can_be_read_again(
    pair: tuple[Device, Device],
) -> None:
    one, other = pair
    kind, content = written(*pair, b"hello")

    def interrupted() -> None:
        with other.transaction():
            decrypt(other, Partner(ALICE, PRIMARY, one.keys.public), kind, content)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert read(*pair, kind, content) == b"hello"


def test_a_record_is_for_one_key(pair: tuple[Device, Device]) -> None:
    one, other = pair
    stranger = Partner(BOB, PRIMARY, KeyPair.generate(os.urandom).public)
    with one.transaction(), pytest.raises(NoSession):
        encrypt(one, stranger, b"not for strangers")
    with one.transaction(), pytest.raises(ValueError, match="one of another"):
        begin(one, stranger, bundle_of_another(other))


def bundle_of_another(device: Device) -> PreKeyBundle:
    """Return a bundle without making new keys."""
    key = KeyPair.generate(os.urandom).public
    return PreKeyBundle(1, device.keys.public, SignedPreKey(1, key, bytes(64)))


def test_sessions_with_strangers_are_forgotten(pair: tuple[Device, Device]) -> None:
    one, other = pair
    partner = Partner(BOB, PRIMARY, other.keys.public)
    with one.transaction():
        one.party.note("knows", one.name, *partner.row)
        forget_strangers(one, BOB)
    assert sessions_with(one, partner).sessions
    with one.transaction():
        one.party.note("knows", one.name, *partner.row, becomes=False)
        forget_strangers(one, BOB)
    assert not sessions_with(one, partner).sessions
