"""Two devices with keys, and sources of randomness, that the tests of sessions share."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mdaudit.reference.sessions import (
    LocalKeys,
    OneTimePreKey,
    PreKeyBundle,
    PreKeyMessage,
    PreKeys,
    Session,
    answer_session,
    begin_session,
    decrypt,
    encrypt,
    read_pre_key_message,
    sign_pre_key,
)
from mdaudit.reference.signing import KeyPair, Randomness
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
