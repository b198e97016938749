"""What received bytes prove: which keys signed what, noted where the rules look it up."""

from __future__ import annotations

from collections.abc import Iterable

from mdaudit.reference.parties.party import Party
from mdaudit.spec.objects import (
    SignedDeviceIdentity,
    SignedKeyIndexList,
    account_signature_holds,
    device_signature_holds,
    list_signature_holds,
)
from mdaudit.spec.sorts import IdentityKey
from mdaudit.spec.state.signed import Certificate, SignedList, certificate_key


def note_list(
    party: Party,
    keys: Iterable[IdentityKey],
    offered: SignedList,
    received: SignedKeyIndexList,
    *,
    hosted: bool,
) -> None:
    """Note under which of the keys the list signature holds."""
    for key in keys:
        holds = list_signature_holds(key, received, hosted=hosted)
        party.note("signed", key, offered, becomes=holds)


def note_certificate(
    party: Party, keys: Iterable[IdentityKey], shown: Certificate, received: SignedDeviceIdentity
) -> None:
    """Note which keys the account signature is by, and which the device signature names."""
    companion = certificate_key(shown)
    for key in keys:
        approved = account_signature_holds(key, companion, received)
        adopted = device_signature_holds(key, companion, received)
        party.note("certified", key, shown, becomes=approved)
        party.note("device_signed", shown, key, becomes=adopted)
