"""Two devices with keys, and sources of randomness, that the tests of sessions share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mdaudit.reference.sessions import (
    Ciphertext,
    LocalKeys,
    MessageKind,
    OneTimePreKey,
    PreKeyBundle,
    PreKeyMessage,
    PreKeys,
    Session,
    SessionRecord,
    answer_session,
    begin_session,
    decrypt,
    decrypt_first_from,
    decrypt_from,
    encrypt,
    encrypt_to,
    read_pre_key_message,
    sign_pre_key,
)
from mdaudit.reference.signed.signing import KeyPair, Randomness
from tests.reference.scene import stream

SIGNED, ONE_TIME = 7, 31337


def replayed(private_keys: Sequence[str]) -> Randomness:
    """Return a source that gives recorded private keys, and nothing after them."""
    left = iter(private_keys)
    return lambda _length: bytes.fromhex(next(left))


@dataclass
class Device:
    """A device with an identity key, a signed pre key and one-time pre keys."""

    name: str
    local: LocalKeys = field(init=False)
    signed: KeyPair = field(init=False)
    one_time: dict[int, KeyPair] = field(init=False)

    def __post_init__(self) -> None:
        self.random = stream(self.name)
        self.local = LocalKeys(KeyPair.generate(self.random), 1000 + len(self.name))
        self.signed = KeyPair.generate(self.random)
        self.one_time = {ONE_TIME: KeyPair.generate(self.random)}

    def bundle(self, *, one_time: bool = True) -> PreKeyBundle:
        """Return what a server hands out for this device."""
        return PreKeyBundle(
            self.local.registration_id,
            self.local.identity.public,
            sign_pre_key(self.local.identity, SIGNED, self.signed, self.random),
            OneTimePreKey(ONE_TIME, self.one_time[ONE_TIME].public) if one_time else None,
        )

    def pre_keys(self) -> PreKeys:
        """Return where the device finds its own pre keys."""
        return PreKeys({SIGNED: self.signed}.get, self.one_time.get)

    def begin(self, peer: "Device", *, one_time: bool = True) -> Session:
        """Begin a session with the other device."""
        return begin_session(self.local, peer.bundle(one_time=one_time), self.random)

    def answer(self, message: PreKeyMessage) -> Session:
        """Answer the session that a message begins."""
        used = message.one_time_pre_key_id
        one_time = None if used is None else self.one_time[used]
        return answer_session(self.local, message, self.signed, one_time)


def acquainted(*, one_time: bool = True) -> tuple[Device, Session, Device, Session]:
    """Return two devices, Alice's and Bob's, and their sessions after one message each way."""
    alice, bob = Device("alice"), Device("bob")
    ours, first = encrypt(alice.begin(bob, one_time=one_time), b"first")
    message = read_pre_key_message(first.octets)
    theirs, _ = decrypt(bob.answer(message), message.message, bob.random)
    theirs, reply = encrypt(theirs, b"reply")
    ours, _ = decrypt(ours, reply.octets, alice.random)
    return alice, ours, bob, theirs


class Side:
    """A device, its record about the other, and what it was shown."""

    def __init__(self, name: str) -> None:
        self.device = Device(name)
        self.record = SessionRecord()
        self.shown: list[bytes] = []

    def begin(self, other: "Side", *, one_time: bool = True) -> None:
        """Begin a session, to be written in from now on."""
        session = self.device.begin(other.device, one_time=one_time)
        self.record = self.record.with_session(session)

    def write(self, plaintext: bytes) -> Ciphertext:
        """Encrypt in the session in use."""
        self.record, ciphertext = encrypt_to(self.record, plaintext)
        return ciphertext

    def read(self, sent: Ciphertext) -> bytes:
        """Read a message of either kind; a used one-time pre key is deleted."""
        random = self.device.random
        if sent.kind is MessageKind.ORDINARY:
            read = decrypt_from(self.record, sent.octets, random)
        else:
            message = read_pre_key_message(sent.octets)
            keys, local = self.device.pre_keys(), self.device.local
            read = decrypt_first_from(self.record, local, message, keys, random)
        if read.one_time_pre_key_id is not None:
            del self.device.one_time[read.one_time_pre_key_id]
        self.record = read.record
        assert read.session == read.record.sessions[0]
        self.shown.append(read.plaintext)
        return read.plaintext
