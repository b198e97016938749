"""What users are promised about linking.

Promises 14a and 14d speak about accounts as the other chapters see them, where a payload is
authenticated or not. Promises 14 to 14c look inside the messages, and 14e and 14f are about the
eight characters. A code that the owner shows to a stranger, or scans from one, is outside: nothing
in the messages can tell that from what the owner wants.
"""

from __future__ import annotations

from mdaudit.spec.linking.attempts import Attempt, attempt_key
from mdaudit.spec.linking.codes import CodeLinking
from mdaudit.spec.linking.exchange import Exchange
from mdaudit.spec.linking.messages import Details, secret
from mdaudit.spec.logic import both, either, every, every_built, implies
from mdaudit.spec.registry import Kind, promise
from mdaudit.spec.sorts import IdentityKey, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import certificate_key


@promise(
    "14",
    "A companion adopts only a primary that scanned its code, unless its secret leaked",
    kind=Kind.TERMS,
)
def adopted_primaries_scanned(s: Exchange) -> Truth:
    """The primary scanned the code of this very attempt and issued exactly these details for it.

    Even where the secret leaked, an honest primary is adopted only by details that it issued for
    the companion's key.
    """

    def agrees(attempt: Attempt, primary: IdentityKey, details: Details) -> Truth:
        return both(
            either(s.leaked(attempt), s.issued(primary, attempt, details)),
            either(s.corrupt(primary), s.approved(primary, details, attempt_key(attempt))),
        )

    return every(s.adopted, agrees)


@promise(
    "14a", "A companion adopts only once, and a primary that approved it unless its secret leaked"
)
def adoption_was_approved(s: State) -> Truth:
    """The adopted primary signed this very certificate, on its owner's approval.

    This is the part of promise 14 that needs no look inside messages; that the secret does not
    leak through the protocol itself is promise 14c.
    """
    return every(
        s.adopted,
        lambda companion, certificate, primary: both(
            s.certified(primary, certificate),
            either(s.leaked(companion), s.approved(primary, certificate)),
            every(
                s.adopted.at(companion),
                lambda other, other_primary: both(other == certificate, other_primary == primary),
            ),
        ),
    )


@promise(
    "14b",
    "An attempt ends in at most one adoption, and no key is adopted with twice",
    kind=Kind.TERMS,
)
def adoptions_are_single(s: Exchange) -> Truth:
    """So nothing that was issued once can be used twice, and no payload fits two companions."""
    return every(
        s.adopted,
        lambda attempt, primary, details: every(
            s.adopted,
            lambda other, other_primary, other_details: implies(
                attempt_key(attempt) == attempt_key(other),
                both(attempt == other, primary == other_primary, details == other_details),
            ),
        ),
    )


@promise("14c", "The network learns a linking secret only if the code was seen", kind=Kind.TERMS)
def secrets_stay_secret(s: Exchange) -> Truth:
    """Although authentication codes and derived values that were made with it leave the devices."""
    return only_leaked_secrets_are_known(s)


def only_leaked_secrets_are_known(s: Exchange) -> Truth:
    """Whatever secret the network knows, it saw in a code."""
    return every_built(s.knows, secret, s.leaked)


@promise("14d", "A device that an honest primary shows as linked agreed to be")
def shown_devices_agreed(s: State) -> Truth:
    """It adopted exactly this primary by exactly the certificate that the owner approved; unless
    the device is corrupt.
    """
    return every(
        s.shown_linked,
        lambda primary, certificate: both(
            s.approved(primary, certificate),
            either(
                s.corrupt(certificate_key(certificate)),
                s.adopted(certificate_key(certificate), certificate, primary),
            ),
        ),
    )


@promise("14e", "By code, a wrong primary needs one right guess, and has one guess")
def wrong_primaries_guessed(s: CodeLinking) -> Truth:
    """The code was typed into the adopted primary, or told to a stranger, or guessed; and towards
    no device can a code be guessed twice. One guess is right once in 2 to the 40, or once in 2 to
    the 35 after some trying on a recorded wrapping; towards both ends of an attempt together there
    are two.
    """
    return both(
        every(
            s.adopted,
            lambda attempt, primary: either(
                s.typed(primary, attempt), s.told(attempt), s.guessed(attempt)
            ),
        ),
        every(s.guesses, lambda attempt, device: s.guesses(attempt, device) <= 1),
    )


@promise("14f", "By code, a primary certifies only the companion that showed the code")
def codes_certify_their_companion(s: CodeLinking) -> Truth:
    """Unless the code was told to a stranger, or guessed."""
    return every(
        s.certified,
        lambda _primary, attempt, companion: either(
            companion == attempt_key(attempt), s.told(attempt), s.guessed(attempt)
        ),
    )
