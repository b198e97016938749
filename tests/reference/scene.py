"""The scene in which most tests begin: Alice has a phone and a laptop, Bob knows both.

Everything is real: keys, bytes and signatures. Randomness is a stream of hashes, so that a run can
be repeated.
"""

from collections.abc import Callable
from hashlib import shake_256
from itertools import count

from mdaudit.reference.parties.companion import Companion
from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.peer import Peer
from mdaudit.reference.parties.primary import Primary
from mdaudit.reference.signed.issuing import certify, consent, sign_list
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec import chapters
from mdaudit.spec.objects import (
    DeviceIdentity,
    KeyIndexList,
)
from mdaudit.spec.reading import Enforcing, Weakening
from mdaudit.spec.registry import PROMISES
from mdaudit.spec.sorts import Account, Client, IdentityKey, Index, Message, RawId, Time
from mdaudit.spec.state import State

ALICE, BOB = Account("15550100001"), Account("15550100002")
BOBS_PHONE = Client("bobs-phone")
PROMISES_ABOUT_ONE_CLIENT = ("1", "4a", "5", "5b", "7", "16")
"""Promises that speak of nothing but what a client knows."""
LIFE = RawId(7)
LAPTOP = Index(1)
START = Time(1_700_000_000)
MINUTE, DAY = 60, 24 * 3600


def stream(seed: str) -> Callable[[int], bytes]:
    """Return a source of bytes that look random and are always the same."""
    numbers = count()
    return lambda length: shake_256(f"{seed} {next(numbers)}".encode()).digest(length)


def at(seconds: int) -> Time:
    """Return a time after the start."""
    return Time(START + seconds)


def without(*rules: str) -> Enforcing:
    """Return the client's reading with rules dropped or weakened: for tests alone."""
    return Enforcing(Weakening.parse(rules))


def broken_promises(s: State) -> list[str]:
    """Return the numbers of those promises about one client that do not hold in a state."""
    assert chapters.CHAPTERS  # importing them fills the registry
    return [n for n in PROMISES_ABOUT_ONE_CLIENT if PROMISES[n].formula(s) is not True]


class Scene:
    """Alice's phone and laptop, and Bob's phone that has pinned hers."""

    def __init__(self) -> None:
        self.random = stream("scene")
        self.phone = Primary.begin(ALICE, LIFE, START, self.random)
        self.laptop = Companion.begin(self.random)
        approval = self.phone.approve(self.laptop.code, at(0))
        self.payload = approval.payload
        self.with_laptop = approval.signed_list
        self.certificate = self.laptop.adopt(approval.payload, at(0))
        self.intruder = KeyPair.generate(self.random)
        """A device key that the adversary holds."""
        self.rogue = KeyPair.generate(self.random)
        """A primary key that the adversary holds."""
        own = KeyPair.generate(self.random)
        self.bob = Peer(BOBS_PHONE, Party())
        self.bob.set_up(BOB, own.public, at(0))
        self.bob.pin(BOB, own.public, RawId(3), at(0))
        self.bob.pin(ALICE, self.phone.identity_key, LIFE, at(0))

    def bob_holds_the_list(self) -> "Scene":
        """Bob's phone accepts the list that names the laptop."""
        self.bob.receive_list(ALICE, self.with_laptop, at(0))
        return self

    def bob_knows_the_laptop(self) -> "Scene":
        """Bob's phone has a session with the laptop, too."""
        self.bob_holds_the_list().show_laptop(self.certificate)
        return self

    def show_laptop(self, received: bytes | None) -> None:
        """Show Bob the laptop with some evidence."""
        self.bob.receive_device(ALICE, LAPTOP, self.laptop.identity_key, received, at(0))

    def show_intruder(self, received: bytes | None) -> None:
        """Show Bob the adversary's device in the laptop's place."""
        self.bob.receive_device(ALICE, LAPTOP, self.intruder.public, received, at(0))

    def served(self, clock: Time) -> list[IdentityKey]:
        """Return the keys that a new message of Bob's to Alice is encrypted for."""
        name = Message(f"message at {clock}")
        return [copy.key for copy in self.bob.send(name, ALICE, clock).copies]

    def left_out_by(self, clock: Time) -> set[str]:
        """Return the rules by which a new message leaves devices out."""
        name = Message(f"message at {clock}")
        return {one.rule for one in self.bob.send(name, ALICE, clock).left_out}

    def forged_certificate(
        self, primary: KeyPair, *, names: IdentityKey | None = None, index: Index = LAPTOP
    ) -> bytes:
        """Return a certificate of the intruder under any primary key that the adversary holds."""
        claims = DeviceIdentity(LIFE, at(0), index)
        signed = certify(primary, self.intruder.public, claims, self.random)
        return consent(self.intruder, names or self.phone.identity_key, signed, self.random)

    def forged_list(
        self, primary: KeyPair, time: Time, *valid: int, current: int = 1, life: RawId = LIFE
    ) -> bytes:
        """Return a list under any primary key that the adversary holds."""
        indexes = frozenset(map(Index, valid))
        return sign_list(primary, KeyIndexList(life, time, Index(current), indexes), self.random)

    def stolen_key(self) -> KeyPair:
        """Return the private key of Alice's phone: it is in the hands of the adversary."""
        return self.phone._keys  # noqa: SLF001 - a theft
