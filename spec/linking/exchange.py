"""Linking by QR code, message by message.

The companion begins an attempt and shows its code; a primary whose owner scans the code certifies
the companion's key and authenticates what it says with the secret; the companion adopts it. All
that either of them says goes through the network, which is the adversary: it knows all of it, and
whatever the companion gets, it got from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from mdaudit.spec.linking.attempts import Attempt, attempt_key, secret_serves_one_attempt
from mdaudit.spec.linking.companion import (
    never_adopted_before,
    primary_claims_me,
    secret_vouches,
)
from mdaudit.spec.linking.messages import (
    ALL,
    Data,
    Details,
    certified,
    derived,
    payload,
    read_in_consent,
    read_in_payload,
    secret,
    the_key,
    vouched,
)
from mdaudit.spec.logic import Constructor, Function, both, either, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, step
from mdaudit.spec.sorts import IdentityKey, Truth
from mdaudit.spec.state.system import System, default, replace


@dataclass(frozen=True, kw_only=True)
class Exchange(System):
    """Attempts at linking by QR code, and what the network knows of them."""

    constructors: ClassVar[tuple[Constructor[*tuple[Any, ...], Any], ...]] = ALL

    knows: Function[Data, Truth] = default(value=False)
    """What the network knows: everything that was sent, and what it made of that."""
    corrupt: Function[IdentityKey, Truth] = default(value=False)
    """Keys that the adversary holds."""
    leaked: Function[Attempt, Truth] = default(value=False)
    """Attempts whose code the adversary saw, or made itself."""
    opened: Function[Attempt, Truth] = default(value=False)
    """Attempts of honest companions."""
    ended: Function[Attempt, Truth] = default(value=False)
    """Attempts that are over."""
    used_key: Function[IdentityKey, Truth] = default(value=False)
    """Keys with which an honest companion began an attempt."""
    issued: Function[IdentityKey, Attempt, Details, Truth] = default(value=False)
    """The primary scanned the code of the attempt and issued these details for its key."""
    approved: Function[IdentityKey, Details, IdentityKey, Truth] = default(value=False)
    """The primary issued these details for this key, whichever attempt showed it."""
    adopted: Function[Attempt, IdentityKey, Details, Truth] = default(value=False)
    """In the attempt, the companion adopted the primary by these details."""


def heard(s: Exchange, *sent: Data) -> Function[Data, Truth]:
    """What the network knows once these were sent."""
    known = s.knows
    for each in sent:
        known = known.but(each, becomes=True)
    return known


@step(Actor.COMPANION, "A companion begins {attempt} and shows its code.")
def begin_attempt(s: Exchange, attempt: Attempt, given_away: Truth) -> Exchange:
    """The companion registers with the server, which learns the key, and shows the first code.

    The adversary chooses whether a companion would give its secret away here; LINK-6 forbids it.
    """
    key = attempt_key(attempt)
    assume(both(negate(s.opened(attempt)), negate(s.ended(attempt))), "the attempt is new")
    assume(negate(s.corrupt(key)), "the companion is honest")
    require(never_adopted_before, key, s.used_key(key))
    require(secret_serves_one_attempt, attempt, False, given_away)
    known = heard(s, the_key(key))
    its_secret = secret(attempt)
    return replace(
        s,
        opened=s.opened.but(attempt, becomes=True),
        used_key=s.used_key.but(key, becomes=True),
        knows=known.but(its_secret, becomes=either(given_away, known(its_secret))),
    )


@step(Actor.PRIMARY, "The owner of {primary} scans the code of {attempt}; it issues {details}.")
def scan_code(s: Exchange, primary: IdentityKey, attempt: Attempt, details: Details) -> Exchange:
    """The primary sees key and secret, certifies the key, and authenticates the payload.

    Whose code the owner scans is the owner's doing: it may be one of the adversary's. A value that
    is derived from the secret leaves as well (inferred: one open client sends one, unverified).
    """
    key = attempt_key(attempt)
    assume(negate(s.corrupt(primary)), "the primary is honest")
    return replace(
        s,
        issued=s.issued.but(primary, attempt, details, becomes=True),
        approved=s.approved.but(primary, details, key, becomes=True),
        knows=heard(
            s,
            *read_in_payload(details, key, primary),
            vouched(attempt, details, primary, certified(details, key, primary)),
            derived(secret(attempt)),
        ),
    )


@step(Actor.COMPANION, "In {attempt} the companion adopts {primary} by {details}.")
def adopt_primary(
    s: Exchange, attempt: Attempt, primary: IdentityKey, details: Details, signature: Data
) -> Exchange:
    """The companion gets a payload from the network, checks it, adopts, and signs back.

    The secret is asked first and the account signature second; with the success the attempt ends.
    """
    key = attempt_key(attempt)
    arrived = payload(details, primary, signature)
    assume(both(s.opened(attempt), negate(s.corrupt(key))), "the companion is honest and waits")
    assume(s.knows(arrived), "the payload came through the network")
    require(secret_serves_one_attempt, attempt, s.ended(attempt), False)
    require(secret_vouches, s.knows(vouched(attempt, details, primary, signature)))
    require(primary_claims_me, signature == certified(details, key, primary), primary)
    return replace(
        s,
        adopted=s.adopted.but(attempt, primary, details, becomes=True),
        ended=s.ended.but(attempt, becomes=True),
        knows=heard(s, *read_in_consent(details, key, primary)),
    )


@step(Actor.COMPANION, "{attempt} ends: no code is left.")
def give_up(s: Exchange, attempt: Attempt) -> Exchange:
    """The last code was shown and its time has passed; the secret is worth nothing any more."""
    assume(s.opened(attempt), "the attempt was begun")
    return replace(s, ended=s.ended.but(attempt, becomes=True))
