"""The eavesdropper reads what its keys open, and nothing else."""

from mdaudit.reference.demo.eavesdropper import DeviceKeys, Eavesdropper, heard_texts
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Kind
from mdaudit.reference.sender_keys import OwnSenderKey, SenderKeyRecord, read_distribution
from mdaudit.reference.server.adversary.intruder import Intruder
from mdaudit.reference.server.adversary.loot import PrivateKeys, Taken
from mdaudit.reference.sessions import (
    LocalKeys,
    PreKeyBundle,
    SessionRecord,
    SignedPreKey,
    begin_session,
    encrypt_to,
    pad,
)
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.sorts import IdentityKey
from tests.reference.scene import stream

RANDOM = stream("eavesdropper")
BOB, ALICE = Address("15550100002", 0), Address("15550100001", 1)


def taken(content: bytes, keys: PrivateKeys | None = None) -> Taken:
    return Taken(0, "m", BOB, ALICE, Kind.MESSAGE, content, keys=keys)


class Writer:
    """Somebody who writes to a device of the adversary's."""

    def __init__(self, intruder: Intruder) -> None:
        shown = intruder.bundle(None)
        signed = SignedPreKey(shown.signed.id, shown.signed.public, shown.signed.signature)
        bundle = PreKeyBundle(shown.registration_id, IdentityKey(shown.identity_key), signed)
        local = LocalKeys(KeyPair.generate(RANDOM), 1)
        self._record = SessionRecord((begin_session(local, bundle, RANDOM),))

    def writes(self, plaintext: bytes) -> bytes:
        self._record, ciphertext = encrypt_to(self._record, pad(plaintext, RANDOM))
        return ciphertext.octets


def test_keys_that_come_along_open_all_that_their_device_was_sent() -> None:
    intruder = Intruder(1, RANDOM)
    writers = [Writer(intruder), Writer(intruder)]
    wire = [taken(writer.writes(text)) for text in (b"one", b"two") for writer in writers]
    wire.append(taken(Writer(Intruder(2, RANDOM)).writes(b"other"), intruder.private_keys()))
    heard = Eavesdropper().listen(wire)
    assert [one.words for one in heard] == [("one",), ("one",), ("two",), ("two",)]
    assert heard_texts(heard, ["two", "three", "one"]) == ["two", "one"]


def test_without_keys_it_reads_nothing() -> None:
    writer = Writer(Intruder(1, RANDOM))
    wire = [taken(writer.writes(b"one")), taken(b""), taken(b"\xff" * 40)]
    assert Eavesdropper().listen(wire) == []
    stranger = DeviceKeys(KeyPair.generate(RANDOM), 1, {1: KeyPair.generate(RANDOM)})
    assert Eavesdropper([stranger]).listen(wire) == []


def test_sender_keys_open_what_follows_them() -> None:
    key = OwnSenderKey.generate(RANDOM)
    key, before = key.encrypt(pad(b"before", RANDOM), RANDOM)
    given = SenderKeyRecord().with_distribution(read_distribution(key.distribution()))
    key, after = key.encrypt(pad(b"after", RANDOM), RANDOM)
    wire = [taken(before), taken(after)]
    assert [one.words for one in Eavesdropper([], [given]).listen(wire)] == [("after",)]
    intruder = Intruder(1, RANDOM)
    inside = taken(Writer(intruder).writes(key.distribution()), intruder.private_keys())
    key, last = key.encrypt(pad(b"last", RANDOM), RANDOM)
    heard = Eavesdropper().listen([inside, *wire, taken(last)])
    assert heard_texts(heard, ["before", "after", "last"]) == ["last"]
