"""Linking, as the companion lives through it: payloads that it got, and what it signed back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

from mdaudit.reference.signed.issuing import linking_payload
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.adversary import corrupt, forge_certificate, forge_payload, leak_secret
from mdaudit.spec.device_list.owner import approve, register
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import Blame, Step
from mdaudit.spec.sorts import PRIMARY, IdentityKey, Index, RawId, Time
from mdaudit.spec.state import State, beginning
from mdaudit.spec.state.signed import Certificate
from tests.generated.mint import Mint
from tests.generated.play import BOB, POLICY, START, Side
from tests.generated.written import Evidence, base64

SECRET_LENGTH = 32


@dataclass
class Attempt:
    """A companion's attempts to be linked, under its own reading and under the whole one."""

    random: Random
    weakening: Weakening = field(default_factory=Weakening)
    visible: bool = False
    """It signed or adopted what an obliged companion would not have."""

    def __post_init__(self) -> None:
        """Bob has a phone, and the companion shows its code."""
        begun = beginning(POLICY, START)
        self.played, self.obliged = Side(begun, self.weakening), Side(begun)
        self.mint = Mint(self.random)
        self.phone, self.companion = self.mint.key(), self.mint.key()
        self.life = RawId(self.random.randrange(2**32))
        self.secret = self.random.randbytes(SECRET_LENGTH)
        self.payloads: list[Evidence] = []
        self.devices: list[Evidence] = []
        self.pins: list[Evidence] = []
        self.happen(register, BOB, self.phone, self.life)

    @property
    def state(self) -> State:
        """The world, with what the companion made of it."""
        return self.played.state

    def happen(self, step: Step[...], *arguments: Any) -> None:
        """Let something happen that does not depend on the companion."""
        for side in (self.played, self.obliged):
            assert side.take(step, *arguments) is None

    def do(self, step: Step[...], *arguments: Any) -> bool:
        """Let the companion do something; say whether it did."""
        done = self.played.take(step, *arguments) is None
        obliged = self.obliged.take(step, *arguments) is None
        self.visible = self.visible or (done and not obliged)
        return done

    def approved(self) -> Certificate:
        """Return Bob's approval of the companion, after he scanned its code."""
        index, now = Index(1), START
        shown = self.mint.certificate(self.phone, self.companion, self.life, now, index)
        signed = self.mint.list(self.phone, self.life, now, index, {PRIMARY, index})
        self.happen(approve, BOB, shown, signed, now)
        return shown

    def forged(self) -> tuple[Certificate, IdentityKey]:
        """Return a certificate by the adversary for the companion, and the adversary's key."""
        key = self.mint.key()
        self.happen(corrupt, key)
        shown = self.mint.certificate(key, self.companion, self.life, START, Index(1))
        self.happen(forge_certificate, key, shown)
        return shown, key

    def leak(self, shown: Certificate, primary: IdentityKey) -> None:
        """The adversary saw the code, and sends its certificate as that of a primary."""
        self.happen(leak_secret, self.companion)
        self.happen(forge_payload, self.companion, shown, primary)

    def receive(self, shown: Certificate, primary: IdentityKey, *, sign: bool = True) -> None:
        """A payload arrives; the companion adopts its primary and signs back, if it may."""
        vouched = self.state.vouched(self.companion, shown, primary)
        secret = self.secret if vouched else self.random.randbytes(SECRET_LENGTH)
        issued = replace(self.mint.issued[shown], embedded_account_key=primary)
        payload = linking_payload(LinkingCode(self.companion, secret), issued)
        at = START + 100 * (len(self.payloads) + 1)
        self.payloads.append(self._received(at, payload))
        adopted = self.do(adopt, shown, primary)
        if sign and self.do(countersign, shown, primary):
            self._signed_back(at, shown, primary, adopted=adopted)

    def _received(self, at: int, payload: bytes) -> Evidence:
        return {
            "hmac_object": base64(payload),
            "linking_secret": base64(self.secret),
            "companion_key": base64(self.companion),
            "at": at,
        }

    def _signed_back(
        self, at: int, shown: Certificate, primary: IdentityKey, *, adopted: bool
    ) -> None:
        if adopted and not self.pins:
            pin = {"from": at + 1, "primary_key": base64(primary), "raw_id": self.life}
            self.pins.append(pin)
        device = {
            "device": 1,
            "identity_key": base64(self.companion),
            "signed_device_identity": base64(self.mint.evidence(shown, primary)),
            "first_seen": at + 2,
        }
        self.devices.append(device)

    def evidence(self) -> Evidence:
        """Return what the companion has written down."""
        account = {
            "account": BOB,
            "own": True,
            "pins": self.pins,
            "devices": self.devices,
            "linking": self.payloads,
        }
        return {
            "format": "mdaudit-evidence/1",
            "collected_at": Time(START + 10_000),
            "accounts": [account],
        }


def link(attempt: Attempt) -> None:
    """Bob scans the code, and the companion becomes his."""
    attempt.receive(attempt.approved(), attempt.phone)


def payload_without_the_secret(attempt: Attempt) -> None:
    """Somebody who did not see the code sends a payload."""
    attempt.receive(*attempt.forged())


def payload_of_another_signer(attempt: Attempt) -> None:
    """The payload names Bob's phone, and another key signed it."""
    shown, _ = attempt.forged()
    attempt.leak(shown, attempt.phone)
    attempt.receive(shown, attempt.phone)


def signature_before_the_checks(attempt: Attempt) -> None:
    """The companion signs back what it did not adopt."""
    attempt.receive(*attempt.forged())


def second_adoption(attempt: Attempt) -> None:
    """A second primary scans the code of the same key."""
    link(attempt)
    shown, key = attempt.forged()
    attempt.leak(shown, key)
    attempt.receive(shown, key)


@dataclass(frozen=True)
class LinkingDeviation:
    """A rule that a companion does not follow."""

    tempt: Callable[[Attempt], None]
    blame: tuple[Blame, ...]


LINKING_DEVIATIONS: Final = {
    "LINK-1": LinkingDeviation(payload_without_the_secret, (Blame.UNKNOWN, Blame.CLIENT)),
    "LINK-2": LinkingDeviation(payload_of_another_signer, (Blame.UNKNOWN, Blame.CLIENT)),
    "LINK-3": LinkingDeviation(signature_before_the_checks, (Blame.DEVICE_KEY,)),
    "LINK-8": LinkingDeviation(second_adoption, (Blame.DEVICE_KEY, Blame.CLIENT)),
}
"""By the rule that is not followed."""
