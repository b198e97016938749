"""The story that `mdref story` tells: a malicious server, and what Bob's phone makes of it.

Nothing in it is staged: every line about a refusal is what a step of the specification answered to
bytes with real signatures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from mdaudit.reference.companion import Companion
from mdaudit.reference.fan_out import LeftOut
from mdaudit.reference.issuing import certify, consent
from mdaudit.reference.party import Party
from mdaudit.reference.peer import Peer
from mdaudit.reference.primary import Primary
from mdaudit.reference.signing import KeyPair, Randomness
from mdaudit.reference.words import date, in_words
from mdaudit.spec.objects import DeviceIdentity
from mdaudit.spec.policy import DAY, HOUR, Policy
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import (
    PRIMARY,
    Account,
    Client,
    Duration,
    IdentityKey,
    Index,
    Message,
    RawId,
    Time,
)

ALICE: Final = Account("15550100001")
BOB: Final = Account("15550100002")
BOBS_PHONE: Final = Client("bobs-phone")
LAPTOP, TABLET = Index(1), Index(2)
BEGINNING: Final = Time(1_795_255_200)
"""2026-11-21 10:00 UTC."""
MINUTE: Final = Duration(60)
LIFE_BYTES: Final = 4
"""Bytes in the random number that names a life."""


class Story:
    """Alice has a phone and companions, Bob writes to her, and the server lies."""

    def __init__(self, randomness: Randomness) -> None:
        self.clock = BEGINNING
        self._randomness = randomness
        self.phone = Primary.begin(ALICE, self._life(), self.clock, randomness)
        self.laptop = Companion.begin(randomness)
        self.tablet = Companion.begin(randomness)
        bobs_primary = Primary.begin(BOB, self._life(), self.clock, randomness)
        self.bob = Peer(BOBS_PHONE, Party())
        self.bob.set_up(BOB, bobs_primary.identity_key, self.clock)
        self.bob.pin(BOB, bobs_primary.identity_key, bobs_primary.life, self.clock)
        self._names = {
            self.phone.identity_key: "Alice's phone",
            self.laptop.identity_key: "Alice's laptop",
            self.tablet.identity_key: "Alice's tablet",
        }
        self._told: set[str] = set()
        self._signed_list = b""
        self._laptop_certificate = b""

    def tell(self) -> Iterator[str]:
        """The story, line by line; each line happens when it is asked for."""
        scenes = (
            self._linking,
            self._first_contact,
            self._removal,
            self._intrusion,
            self._withholding,
            self._expiry,
        )
        for number, scene in enumerate(scenes, 1):
            if number > 1:
                yield ""
            lines = scene()
            yield f"{number}. {next(lines)}"
            yield from (f"   {line}" for line in lines)

    def _linking(self) -> Iterator[str]:
        yield f"Alice's phone links a laptop. It is {date(self.clock)}."
        code = self.laptop.code
        yield f"The laptop shows a code: a fresh {_key(code.identity_key)}, and a secret."
        approval = self.phone.approve(code, self._later(MINUTE))
        yield f"The phone scans it, and signs {len(approval.payload)} bytes for the laptop,"
        yield f"and a list of {len(approval.signed_list)} bytes that names index {LAPTOP}."
        self._signed_list = approval.signed_list
        self._laptop_certificate = self.laptop.adopt(approval.payload, self._later(MINUTE))
        yield "The laptop finds its own secret in them and the phone's signature, and signs back."

    def _first_contact(self) -> Iterator[str]:
        yield "Bob's phone meets Alice."
        key = self.phone.identity_key
        self.bob.pin(ALICE, key, self.phone.life, self._later(HOUR))
        yield f"It pins the primary that the server shows: {_key(key)}."
        yield "The server shows her list and her laptop."
        yield from self._show_list(self._signed_list)
        yield from self._show_device(LAPTOP, self.laptop.identity_key, self._laptop_certificate)
        yield from self._send("hello")

    def _removal(self) -> Iterator[str]:
        yield "A day later Alice removes the laptop, and her phone signs a list without it."
        old = self._signed_list
        self._signed_list = self.phone.unlink(LAPTOP, self._later(DAY))
        yield from self._show_list(self._signed_list)
        yield from self._send("only for you")
        yield "The server shows the old list again, so that the laptop gets copies again."
        yield from self._show_list(old)

    def _intrusion(self) -> Iterator[str]:
        yield "The server presents a device of its own as Alice's."
        intruder = KeyPair.generate(self._randomness)
        self._names[intruder.public] = "the server's device"
        yield "It made both signatures of the certificate itself, with keys that it has."
        yield from self._show_device(TABLET, intruder.public, self._forged(intruder))
        yield "It leaves the certificate out, as if there were none to check."
        yield from self._show_device(TABLET, intruder.public, None)

    def _withholding(self) -> Iterator[str]:
        yield "Alice links a tablet. Later her phone renews its list, and the server withholds it."
        approval = self.phone.approve(self.tablet.code, self._later(DAY))
        certificate = self.tablet.adopt(approval.payload, self._later(MINUTE))
        yield from self._show_list(approval.signed_list)
        yield from self._show_device(TABLET, self.tablet.identity_key, certificate)
        self._signed_list = self.phone.refresh(self._later(DAY))
        yield from self._hint(self.clock)
        yield from self._send("within the deadline")
        self._later(Policy().deadline)
        yield f"The deadline passes: it is {date(self.clock)}."
        yield from self._send("after the deadline")

    def _expiry(self) -> Iterator[str]:
        yield "The server gives in and shows the new list; then it shows nothing for weeks."
        yield from self._show_list(self._signed_list)
        yield from self._send("to both again")
        self._later(Policy().lifetime)
        yield f"The list expires: it is {date(self.clock)}."
        yield from self._send("to whom I can be sure of")

    def _show_list(self, received: bytes) -> Iterator[str]:
        clock = self._later(MINUTE)
        return self._offer("the list", lambda: self.bob.receive_list(ALICE, received, clock))

    def _show_device(self, index: Index, key: IdentityKey, received: bytes | None) -> Iterator[str]:
        clock = self._later(MINUTE)
        return self._offer(
            self._names[key],
            lambda: self.bob.receive_device(ALICE, index, key, received, clock),
        )

    def _offer(self, what: str, action: Callable[[], None]) -> Iterator[str]:
        try:
            action()
        except Refused as refused:
            expected, got = refused.judgement.words(in_words)
            yield f"Bob's phone refuses {what}: {refused.rule.id}."
            yield f"  rule      {refused.rule.title}"
            yield f"  expected  {expected}"
            yield f"  got       {got}"
            yield f"  to blame  {refused.blame.value}"
        else:
            yield f"Bob's phone accepts {what}."

    def _hint(self, named: Time) -> Iterator[str]:
        speaker = (ALICE, PRIMARY, self.phone.identity_key)
        self.bob.hear_hint(ALICE, speaker, named, self._later(MINUTE))
        deadline = self.bob.party.state.deadline(BOBS_PHONE, ALICE)
        yield f"A message of Alice's phone tells of a list of {date(named)}."
        yield f"Bob's phone will use the one it holds until {date(deadline)}."

    def _send(self, text: str) -> Iterator[str]:
        result = self.bob.send(Message(text), ALICE, self._later(MINUTE))
        served = " and ".join(self._names[copy.key] for copy in result.copies)
        yield f'Bob writes "{text}": copies for {served}.'
        yield from self._left_out(result.left_out)

    def _left_out(self, left_out: Iterable[LeftOut]) -> Iterator[str]:
        """Who got no copy by which rule; what a rule says is told once."""
        for one in left_out:
            key = self.bob.party.state.key_at(BOBS_PHONE, one.account, one.index)
            yield f"  left out: {self._names[key]}, by {one.rule}"
            if one.rule not in self._told:
                yield f"    rule      {one.title}"
            self._told.add(one.rule)

    def _forged(self, intruder: KeyPair) -> bytes:
        """A certificate for the intruder, under a primary key that is not Alice's."""
        own_primary = KeyPair.generate(self._randomness)
        claims = DeviceIdentity(self.phone.life, self.clock, TABLET)
        signed = certify(own_primary, intruder.public, claims, self._randomness)
        return consent(intruder, self.phone.identity_key, signed, self._randomness)

    def _later(self, by: Duration) -> Time:
        self.clock = Time(self.clock + by)
        return self.clock

    def _life(self) -> RawId:
        return RawId(int.from_bytes(self._randomness(LIFE_BYTES), "big"))


def _key(key: IdentityKey) -> str:
    return in_words(key, IdentityKey)
