"""The adversary, and time.

The server is the adversary: what it shows and when are parameters of the steps of other chapters.
Beyond that, the adversary takes over any key at any time, owners' and companions', and then signs
anything with it. It never forges a signature of a key that it does not hold.
"""

from __future__ import annotations

from mdaudit.spec.logic import both
from mdaudit.spec.reading import assume
from mdaudit.spec.registry import Actor, step
from mdaudit.spec.sorts import NO_KEY, Duration, IdentityKey, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import (
    NO_CERTIFICATE,
    NO_LIST,
    Certificate,
    SignedList,
    certificate_key,
)
from mdaudit.spec.state.system import replace


@step(Actor.ADVERSARY, "The adversary takes over the key {key}.")
def corrupt(s: State, key: IdentityKey) -> State:
    """From now on the adversary signs with the key; promises about its owner end."""
    assume(key != NO_KEY, "there is a key")
    return replace(s, corrupt=s.corrupt.but(key, becomes=True))


@step(Actor.ADVERSARY, "The adversary signs {signed} with the key {key}.")
def forge_list(s: State, key: IdentityKey, signed: SignedList) -> State:
    """Any list, under a corrupt key."""
    assume(both(s.corrupt(key), signed != NO_LIST), "the key is corrupt")
    return replace(s, signed=s.signed.but(key, signed, becomes=True))


@step(Actor.ADVERSARY, "The adversary signs {certificate} with the key {key}.")
def forge_certificate(s: State, key: IdentityKey, certificate: Certificate) -> State:
    """Any certificate, under a corrupt key."""
    assume(both(s.corrupt(key), certificate != NO_CERTIFICATE), "the key is corrupt")
    return replace(s, certified=s.certified.but(key, certificate, becomes=True))


@step(Actor.ADVERSARY, "The adversary signs {certificate} back as its device, for {primary}.")
def forge_consent(s: State, certificate: Certificate, primary: IdentityKey) -> State:
    """Any device signature, under a corrupt device key."""
    corrupt_device = s.corrupt(certificate_key(certificate))
    assume(both(corrupt_device, certificate != NO_CERTIFICATE), "the device key is corrupt")
    return replace(s, device_signed=s.device_signed.but(certificate, primary, becomes=True))


@step(Actor.ADVERSARY, "The adversary photographs the linking code of the key {companion}.")
def leak_secret(s: State, companion: IdentityKey) -> State:
    """The linking secret of a companion's attempt becomes known."""
    return replace(s, leaked=s.leaked.but(companion, becomes=True))


@step(
    Actor.ADVERSARY,
    "The adversary authenticates {certificate} of {primary} towards the key {companion}.",
)
def forge_payload(
    s: State, companion: IdentityKey, certificate: Certificate, primary: IdentityKey
) -> State:
    """Any linking payload, once the secret is known."""
    assume(s.leaked(companion), "the linking secret leaked")
    return replace(s, vouched=s.vouched.but(companion, certificate, primary, becomes=True))


@step(Actor.NATURE, "{by} pass.")
def pass_time(s: State, by: Duration) -> State:
    """Time passes."""
    assume(by > 0, "time only goes forward")
    return replace(s, now=Time(s.now + by))
