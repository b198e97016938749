"""Attempts at linking, one after the other, as the laptop that begins them lives through them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from mdaudit.reference.signed.issuing import linking_payload
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.linking.attempts import Attempt
from mdaudit.spec.linking.exchange import (
    Exchange,
    adopt_primary,
    begin_attempt,
    give_up,
    scan_code,
)
from mdaudit.spec.linking.messages import Details, certified
from mdaudit.spec.policy import HOUR
from mdaudit.spec.reading import Weakening
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time
from mdaudit.spec.state.signed import Certificate
from mdaudit.spec.state.system import begin
from tests.generated.linking import SECRET_LENGTH
from tests.generated.mint import Mint
from tests.generated.play import BOB, POLICY, START
from tests.generated.sides import Reader
from tests.generated.written import Evidence, base64


@dataclass
class Attempts:
    """A laptop's attempts to be linked, under its own reading and under the whole one."""

    random: Random
    weakening: Weakening = field(default_factory=Weakening)
    visible: bool = False
    """It showed a code, or adopted a primary, where an obliged laptop would not have."""
    secrets: dict[Attempt, bytes] = field(default_factory=dict)
    closed: dict[Attempt, int] = field(default_factory=dict)
    """When each attempt ended, if it did."""
    scanned: dict[Attempt, Certificate] = field(default_factory=dict)
    """What Bob's phone issued for each attempt whose code its owner scanned."""
    arrived: list[tuple[Attempt, Evidence]] = field(default_factory=list)
    devices: list[Evidence] = field(default_factory=list)
    pins: list[Evidence] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Bob has a phone."""
        begun = begin(Exchange, POLICY, START)
        self.played, self.obliged = Reader(begun, self.weakening), Reader(begun)
        self.mint, self.clock = Mint(self.random), START
        self.phone, self.life = self.mint.key(), RawId(self.random.randrange(2**32))

    def do(self, step: Callable[..., Exchange], *arguments: Any) -> bool:
        """Let the laptop do something; say whether it did."""
        self.wait()
        done = self.played.take(step, *arguments) is None
        obliged = self.obliged.take(step, *arguments) is None
        self.visible = self.visible or (done and not obliged)
        return done

    def wait(self) -> None:
        """Let time pass."""
        self.clock = Time(self.clock + self.random.randint(1, 600))

    def begin(self, *, secret: bytes | None = None) -> Attempt:
        """The laptop shows the code of an attempt: a new secret, or one that it gave away."""
        attempt = Attempt(f"attempt {len(self.secrets) + 1}", self.mint.key())
        self.secrets[attempt] = secret or self.random.randbytes(SECRET_LENGTH)
        self.do(begin_attempt, attempt, secret is not None)
        return attempt

    def scan(self, attempt: Attempt) -> None:
        """Bob's phone scans the code, and sends its payload through the server."""
        index = Index(len(self.scanned) + 1)
        issued = (self.phone, attempt.attempt_key, self.life, self.clock, index)
        self.scanned[attempt] = self.mint.certificate(*issued)
        for side in (self.played, self.obliged):
            side.take(scan_code, self.phone, attempt, self.details(attempt))

    def details(self, attempt: Attempt) -> Details:
        """Return what the phone issued for the attempt, by its name."""
        return Details(self.scanned[attempt].name)

    def arrive(self, attempt: Attempt) -> None:
        """The payload arrives, perhaps again; the laptop adopts the phone if it may."""
        issued, key = self.mint.issued[self.scanned[attempt]], attempt.attempt_key
        signature = certified(self.details(attempt), key, self.phone)
        adopted = self.do(adopt_primary, attempt, self.phone, self.details(attempt), signature)
        payload = linking_payload(LinkingCode(key, self.secrets[attempt]), issued)
        self.arrived.append((attempt, self._received(attempt, payload)))
        if adopted:
            self.closed.setdefault(attempt, self.clock)
            self._adopted(key, self.scanned[attempt])

    def give_up(self, attempt: Attempt) -> None:
        """No code is left, and the attempt ends."""
        if self.do(give_up, attempt):
            self.closed.setdefault(attempt, self.clock)

    def _received(self, attempt: Attempt, payload: bytes) -> Evidence:
        return {
            "hmac_object": base64(payload),
            "linking_secret": base64(self.secrets[attempt]),
            "companion_key": base64(attempt.attempt_key),
            "at": self.clock,
        }

    def _adopted(self, key: IdentityKey, shown: Certificate) -> None:
        pin = {"from": self.clock + 1, "primary_key": base64(self.phone), "raw_id": self.life}
        self.pins = self.pins or [pin]
        device = {
            "device": len(self.devices) + 1,
            "identity_key": base64(key),
            "signed_device_identity": base64(self.mint.evidence(shown, self.phone)),
            "first_seen": self.clock + 2,
        }
        self.devices.append(device)

    def evidence(self) -> Evidence:
        """Return what the laptop has written down, when every attempt that is over has ended."""
        self.clock = Time(self.clock + HOUR)
        linking = [
            part | {"attempt_closed_at": self.closed.get(attempt)} for attempt, part in self.arrived
        ]
        account = {"account": BOB, "own": True, "pins": self.pins, "devices": self.devices}
        return {
            "format": "mdaudit-evidence/1",
            "collected_at": self.clock,
            "accounts": [account | {"linking": linking}],
        }


def try_until_linked(attempts: Attempts) -> None:
    """Some attempts come to nothing, a payload comes late or twice, and one attempt succeeds."""
    for _ in range(attempts.random.randint(0, 3)):
        late = attempts.begin()
        if attempts.random.random() < 1 / 2:
            attempts.scan(late)
        attempts.give_up(late)
    last = attempts.begin()
    attempts.scan(last)
    attempts.arrive(last)
    for came in [*attempts.scanned, last]:
        if attempts.random.random() < 1 / 2:
            attempts.arrive(came)


def payload_after_the_end(attempts: Attempts) -> None:
    """The phone scans in time, and its payload arrives when no code is left."""
    attempt = attempts.begin()
    attempts.scan(attempt)
    attempts.give_up(attempt)
    attempts.arrive(attempt)


def secret_of_another_attempt(attempts: Attempts) -> None:
    """The laptop is linked, and later once more, by a code with the same secret."""
    first = attempts.begin()
    attempts.scan(first)
    attempts.arrive(first)
    second = attempts.begin(secret=attempts.secrets[first])
    attempts.scan(second)
    attempts.arrive(second)


ATTEMPT_DEVIATIONS: Final = (payload_after_the_end, secret_of_another_attempt)
"""What a laptop does that does not follow LINK-6."""
