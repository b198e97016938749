"""What a companion checks, and what it signs.

The owner's approval is one half of linking. The other half is the companion's: it must never
belong to an account whose owner did not see its code.

* **LINK-1** The companion believes a linking payload only if its own secret authenticates it: the
  secret left the companion through its code alone. Until then it does not even read the payload.
* **LINK-2** It adopts the primary whose account signature covers its own key, and pins it.
* **LINK-3** It signs a certificate back only after LINK-1 and LINK-2, and only that certificate.
* **LINK-8** It makes a fresh identity key for each attempt and adopts at most once with it.
"""

from __future__ import annotations

from mdaudit.spec.logic import every, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import NO_KEY, IdentityKey, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_CERTIFICATE, Certificate, certificate_key
from mdaudit.spec.state.system import replace


@rule(
    "LINK-1",
    "The companion's own linking secret authenticates the payload",
    source="white paper, linking: PHMAC over Ldata, checked first",
    checked_by=Actor.COMPANION,
    deployed=Deployed.YES,
    blame=Blame.UNKNOWN,
    expected="a payload authenticated by the secret in this companion's code",
    got="a payload that it does not authenticate",
)
def secret_vouches(vouched: Truth) -> Truth:
    """Only who saw the code can make the companion believe in a primary."""
    return vouched


@rule(
    "LINK-2",
    "The account signature of the primary to be pinned covers the companion's own key",
    source="white paper, linking: Asignature over 0600, details and Icompanion",
    checked_by=Actor.COMPANION,
    deployed=Deployed.YES,
    blame=Blame.UNKNOWN,
    expected="an account signature by the primary {primary} over the companion's own key",
    got="no such signature",
)
def primary_claims_me(claimed: Truth, primary: IdentityKey) -> Truth:
    """A companion belongs to a primary only if that primary says so of this very key."""
    return claimed


@rule(
    "LINK-3",
    "A device signature is made only for the certificate and primary that were adopted",
    source="white paper, linking: Dsignature after both checks",
    checked_by=Actor.COMPANION,
    deployed=Deployed.YES,
    blame=Blame.DEVICE_KEY,
    expected="an adoption of {primary} by this certificate",
    got="{certificate}, which was not adopted",
)
def adopted_before_signing(s: State, certificate: Certificate, primary: IdentityKey) -> Truth:
    """The device signature is the companion's consent; it must not be given before the checks."""
    return s.adopted(certificate_key(certificate), certificate, primary)


@rule(
    "LINK-8",
    "A companion makes a fresh key for each attempt, and adopts at most once with it",
    source="inferred: open clients make a fresh key per attempt",
    checked_by=Actor.COMPANION,
    deployed=Deployed.YES,
    blame=Blame.DEVICE_KEY,
    expected="a key that was not used for linking yet",
    got="the key {companion}, used before",
)
def never_adopted_before(companion: IdentityKey, used: Truth) -> Truth:
    """A key that served two accounts would let one account speak for devices of the other."""
    return negate(used)


@step(Actor.COMPANION, "The companion of {certificate} adopts the primary {primary}.")
def adopt(s: State, certificate: Certificate, primary: IdentityKey) -> State:
    """A companion accepts a linking payload and pins its primary."""
    companion = certificate_key(certificate)
    adopted = negate(every(s.adopted.at(companion), lambda _certificate, _primary: False))
    assume(negate(s.corrupt(companion)), "the companion is honest")
    assume(companion != NO_KEY, "there is a companion")
    require(secret_vouches, s.vouched(companion, certificate, primary))
    require(primary_claims_me, s.certified(primary, certificate), primary)
    require(never_adopted_before, companion, adopted)
    assume(primary != NO_KEY, "there is a primary")
    return replace(s, adopted=s.adopted.but(companion, certificate, primary, becomes=True))


@step(Actor.COMPANION, "The companion of {certificate} signs it back for {primary}.")
def countersign(s: State, certificate: Certificate, primary: IdentityKey) -> State:
    """The companion gives its consent: the device signature."""
    assume(negate(s.corrupt(certificate_key(certificate))), "the companion is honest")
    assume(certificate != NO_CERTIFICATE, "there is a certificate")
    require(adopted_before_signing, s, certificate, primary)
    return replace(s, device_signed=s.device_signed.but(certificate, primary, becomes=True))
