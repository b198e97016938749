"""Linking: whether a companion should have adopted the primary that a payload names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from msgspec import UNSET

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.inputs.evidence import Evidence
from mdaudit.audit_cli.redact import short
from mdaudit.audit_cli.trial.exhibits import (
    CertificateExhibit,
    account_signature,
    certificate_exhibit,
    remarks,
)
from mdaudit.audit_cli.trial.judging import Taken
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.wire import judge_bytes, judge_reading, judge_signature
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.linking.attempts import Attempt as LinkingAttempt
from mdaudit.spec.linking.attempts import secret_serves_one_attempt
from mdaudit.spec.linking.companion import (
    adopt,
    countersign,
    never_adopted_before,
    primary_claims_me,
    secret_vouches,
)
from mdaudit.spec.logic import Missing
from mdaudit.spec.objects import (
    LinkingPayload,
    Malformed,
    account_signature_holds,
    decode_linking_payload,
    device_signature_holds,
    linking_secret_vouches,
)
from mdaudit.spec.sorts import NO_KEY, Account, Client, IdentityKey
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import Certificate, certificate_key
from mdaudit.spec.state.system import replace


@dataclass(frozen=True)
class Attempt:
    """A linking payload that a companion got."""

    client: Client
    account: Account
    received: bytes
    secret: bytes | None
    companion: IdentityKey
    """The companion's identity key; `NO_KEY` if it is not known."""
    consented: tuple[CertificateExhibit, ...]
    """What the companion signed back, as far as the evidence shows."""
    pointer: str
    ended: bool | Missing = field(default_factory=lambda: Missing("attempt_closed_at"))
    """The payload came when the attempt was over."""
    elsewhere: tuple[str, ...] = ()
    """Where the same secret stands with another companion key: it served another attempt."""
    pins: frozenset[IdentityKey] = frozenset()
    """The primaries that were pinned since: the companion took one of them in by linking."""
    in_codes_only: bool = False
    """The companion is known to have given the secret to nobody but by its codes."""


def judge_attempt(world: World, attempt: Attempt) -> None:
    """Judge a payload as the companion would, and what the companion did then."""
    about = Occasion(
        account=attempt.account,
        subject=f"linking payload (sha256 {short(attempt.received)})",
        pointer=attempt.pointer,
        conduct=Conduct.OFFERED,
        identity=("linking", short(attempt.received), attempt.companion.hex()),
    )
    try:
        payload = decode_linking_payload(attempt.received)
    except Malformed as problem:
        judge_bytes(world, (str(problem),), (), about)
        return
    judge_bytes(world, (), remarks(payload.reports), about)
    exhibit = certificate_exhibit(payload.inner, attempt.companion)
    vouched = _vouched(attempt, payload)
    if vouched is False and not attempt.consented:
        # What the secret does not authenticate, the companion does not read, as far as is seen.
        if not world.lone:
            about = replace(about, conduct=Conduct.OBSERVED)
        world.trail.add(*world.ask(secret_vouches, vouched), about=about)
        return
    judge_reading(world, exhibit, about)
    if exhibit.decoded is not None:
        _judge_identity(world, attempt, exhibit, vouched, about)


def signed_back(
    devices: Iterable[object], companion: IdentityKey
) -> tuple[CertificateExhibit, ...]:
    """The certificates of a companion's that carry its own signature."""
    return tuple(
        device
        for device in devices
        if isinstance(device, CertificateExhibit)
        and device.companion == companion
        and device.decoded is not None
        and device.decoded.device_signature is not None
    )


def uses_of_secrets(evidence: Evidence) -> dict[bytes, list[tuple[bytes, str]]]:
    """The companion keys that stand next to each linking secret, and where they do."""
    uses: dict[bytes, list[tuple[bytes, str]]] = {}
    for n, account in enumerate(evidence.accounts):
        for m, part in enumerate(account.linking or ()):
            if part.linking_secret is not UNSET and part.companion_key is not UNSET:
                at = f"/accounts/{n}/linking/{m}"
                uses.setdefault(part.linking_secret, []).append((part.companion_key, at))
    return uses


def _vouched(attempt: Attempt, payload: LinkingPayload) -> bool | Missing:
    if attempt.secret is None:
        return Missing("the linking secret")
    return linking_secret_vouches(attempt.secret, payload)


def _judge_identity(
    world: World,
    attempt: Attempt,
    exhibit: CertificateExhibit,
    vouched: bool | Missing,  # noqa: FBT001 - an answer
    about: Occasion,
) -> None:
    companion = attempt.companion
    if exhibit.decoded is not None and companion != NO_KEY:
        primary = _primary(world, attempt, exhibit)
        judge_signature(world, account_signature(exhibit.decoded, companion), (primary,), about)
    _judge_secret(world, attempt, exhibit, about)
    judge_adoption(world, attempt, exhibit, vouched, about)


def _judge_secret(
    world: World, attempt: Attempt, exhibit: CertificateExhibit, about: Occasion
) -> None:
    """A secret serves one attempt, and only while that lasts; where else it was shown is hidden.

    A payload that came too late is the companion's fault only if the companion took it in.
    """
    ended: Any = attempt.ended
    if ended is True and not _was_taken_in(world, attempt, exhibit):
        ended = Missing(TAKEN_IN)
    given_away: Any = bool(attempt.elsewhere)
    if attempt.secret is None:
        given_away = Missing("the linking secret")
    elif not attempt.elsewhere and not attempt.in_codes_only:
        given_away = Missing("secret_in_codes_only of the linking payload")
    about = replace(about, conduct=Conduct.SIGNED, also=attempt.elsewhere)
    named = LinkingAttempt(about.subject)
    got = _TWICE if attempt.elsewhere else _LATE
    verdicts = world.ask(secret_serves_one_attempt, named, ended, given_away)
    world.trail.add(*verdicts, about=about, got=got)


TAKEN_IN = "whether the companion took the payload in"
"""What has to be known, since anybody may send a payload, and send it again."""
_LATE = "a payload that was taken in after the attempt had ended"
_TWICE = "a linking secret that served another attempt as well"


def judge_adoption(
    world: World,
    attempt: Attempt,
    exhibit: CertificateExhibit,
    vouched: bool | Missing,  # noqa: FBT001 - an answer
    about: Occasion,
) -> None:
    """Judge whether a companion should have adopted and signed; `vouched`: by its secret."""
    primary = _primary(world, attempt, exhibit)
    certificate, companion = exhibit.certificate, attempt.companion
    certified = _certified(exhibit, companion, primary)
    s = world.state
    world.state = replace(
        s,
        vouched=s.vouched.but(companion, certificate, primary, becomes=vouched),
        certified=s.certified.but(primary, certificate, becomes=certified),
    )
    consented = _has_consented(attempt, exhibit, primary)
    took_in = replace(about, conduct=Conduct.ACCEPTED) if consented else about
    taken_in = _was_taken_in(world, attempt, exhibit)
    adoption = world.judge(lambda s: adopt(s, certificate, primary))
    for verdict in adoption.verdicts:
        if verdict.answer is False and verdict.rule is never_adopted_before and not taken_in:
            verdict = replace(verdict, answer=Missing(TAKEN_IN))  # noqa: PLW2901 - or ignored
        world.trail.add(verdict, about=took_in)
    if adoption.answer is not False:
        world.state = _adopted(world.state, adoption, certificate, primary)
    if consented or adoption.answer is not False:
        signing = world.judge(lambda s: countersign(s, certificate, primary))
        world.trail.add(*signing.verdicts, about=replace(about, conduct=Conduct.SIGNED))
    if not consented:
        _perhaps_ignored(world, certificate, primary)


def _perhaps_ignored(world: World, certificate: Certificate, primary: IdentityKey) -> None:
    """What the companion did not sign, as far as is seen, it need not have taken in."""
    s, row = world.state, (certificate_key(certificate), certificate, primary)
    adopted: Any = s.adopted(*row)
    if adopted is True:
        perhaps: Any = Missing(TAKEN_IN)
        world.state = replace(s, adopted=s.adopted.but(*row, becomes=perhaps))


def _primary(world: World, attempt: Attempt, exhibit: CertificateExhibit) -> IdentityKey:
    """The pinned primary; without a pin, or before it is pinned, the one that would be."""
    pinned = world.pin(attempt.client, attempt.account)
    if isinstance(pinned, Missing) or pinned == NO_KEY or exhibit.embedded in attempt.pins:
        return exhibit.embedded
    return pinned


def _was_taken_in(world: World, attempt: Attempt, exhibit: CertificateExhibit) -> bool:
    """Whether the companion signed back, and not perhaps because the payload had come before."""
    primary = _primary(world, attempt, exhibit)
    before: Any = world.state.adopted(attempt.companion, exhibit.certificate, primary)
    return _has_consented(attempt, exhibit, primary) and before is False


def _has_consented(attempt: Attempt, exhibit: CertificateExhibit, primary: IdentityKey) -> bool:
    """Whether the companion signed the same details back."""
    return any(
        other.decoded is not None
        and exhibit.decoded is not None
        and other.decoded.details == exhibit.decoded.details
        and device_signature_holds(primary, attempt.companion, other.decoded)
        for other in (exhibit, *attempt.consented)
    )


def _adopted(s: State, adoption: Taken, certificate: Certificate, primary: IdentityKey) -> State:
    """The companion adopts as far as its checks are known; earlier adoptions are another rule's."""
    checks = adoption.about(secret_vouches, primary_claims_me)
    unsure = (check.answer for check in checks if check.answer is not True)
    companion = certificate_key(certificate)
    return replace(
        s, adopted=s.adopted.but(companion, certificate, primary, becomes=next(unsure, True))
    )


def _certified(
    exhibit: CertificateExhibit, companion: IdentityKey, primary: IdentityKey
) -> bool | Missing:
    if companion == NO_KEY:
        return Missing("the companion's identity key")
    return exhibit.decoded is not None and account_signature_holds(
        primary, companion, exhibit.decoded
    )
