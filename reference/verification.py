"""What received bytes prove: which keys signed what, noted where the rules look it up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mdaudit.spec.objects import (
    SignedDeviceIdentity,
    SignedKeyIndexList,
    account_signature_holds,
    device_signature_holds,
    list_signature_holds,
)
from mdaudit.spec.sorts import IdentityKey
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import Certificate, SignedList, certificate_key


def with_list(
    s: State,
    keys: Iterable[IdentityKey],
    offered: SignedList,
    received: SignedKeyIndexList,
    *,
    hosted: bool,
) -> State:
    """The state that knows under which of the keys the list signature holds."""
    signed = s.signed
    for key in keys:
        holds = list_signature_holds(key, received, hosted=hosted)
        signed = signed.but(key, offered, becomes=holds)
    return replace(s, signed=signed)


def with_certificate(
    s: State, keys: Iterable[IdentityKey], shown: Certificate, received: SignedDeviceIdentity
) -> State:
    """The state that knows which keys the account signature is by, and which the device's names."""
    certified, device_signed = s.certified, s.device_signed
    companion = certificate_key(shown)
    for key in keys:
        approved = account_signature_holds(key, companion, received)
        adopted = device_signature_holds(key, companion, received)
        certified = certified.but(key, shown, becomes=approved)
        device_signed = device_signed.but(shown, key, becomes=adopted)
    return replace(s, certified=certified, device_signed=device_signed)
