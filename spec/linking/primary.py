"""What a primary checks when it links.

The primary signs when its owner scanned a code: the step `approve` of the chapter on device lists.
Two rules concern linking alone.

* **LINK-4** The primary shows a device as linked only after it checked the device signature that
  the companion sent back.
* **LINK-5** It links at most four companions. A peer does not refuse a list for its length.
"""

from __future__ import annotations

from typing import Final

from mdaudit.spec.logic import both, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import NO_KEY, Account, Count, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_CERTIFICATE, Certificate
from mdaudit.spec.state.system import replace

MOST_COMPANIONS: Final = Count(4)
"""How many companions an account may have; source: engineering post of 2021."""


@rule(
    "LINK-4",
    "The primary checks the returned device signature before it shows the device as linked",
    source="inferred: the white paper has the signature returned; open clients do not check it",
    checked_by=Actor.PRIMARY,
    deployed=Deployed.UNKNOWN,
    blame=Blame.UNKNOWN,
    expected="a device signature under {certificate}, naming this primary",
    got="none",
)
def device_signed_back(certificate: Certificate, device_signed: Truth) -> Truth:
    """Without the check the owner sees a device that never agreed, and that no peer serves."""
    return device_signed


@rule(
    "LINK-5",
    "An account has at most four companions",
    source="engineering post of 2021: up to four; the server may set another limit",
    checked_by=Actor.PRIMARY,
    deployed=Deployed.YES,
    blame=Blame.PRIMARY_KEY,
    expected="at most four companions",
    got="{companions}",
    dropping="an owner loses sight of the devices that read along",
    needless="Functional: it keeps the number of devices small enough to be looked through, and no "
    "promise counts devices.",
)
def few_enough(companions: Count) -> Truth:
    """Four devices are still looked through; nothing that is promised depends on the number."""
    return companions <= MOST_COMPANIONS


@step(Actor.PRIMARY, "The primary of {account} shows the device of {certificate} as linked.")
def show_as_linked(s: State, account: Account, certificate: Certificate) -> State:
    """The certificate came back from the companion: the owner is told that the device is linked."""
    key = s.primary_of(account)
    assume(both(key != NO_KEY, negate(s.corrupt(key))), "the primary is honest")
    assume(certificate != NO_CERTIFICATE, "there is a certificate")
    assume(s.approved(key, certificate), "the primary issued the certificate")
    require(device_signed_back, certificate, s.device_signed(certificate, key))
    return replace(s, shown_linked=s.shown_linked.but(key, certificate, becomes=True))
