"""Which keys signed what: real signatures, verified over the bytes as received."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.trial.exhibits import CertificateExhibit, ListExhibit
from mdaudit.audit_cli.trial.tables import with_rows
from mdaudit.spec.logic import Missing
from mdaudit.spec.objects import (
    SignedDeviceIdentity,
    account_signature_holds,
    device_signature_holds,
    list_signature_holds,
)
from mdaudit.spec.sorts import NO_KEY, IdentityKey
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace


@dataclass(frozen=True)
class Signable:
    """What was shown of one account, and the keys that may have signed it."""

    keys: Sequence[IdentityKey]
    lists: Sequence[ListExhibit]
    certificates: Sequence[CertificateExhibit]


def with_signatures(s: State, shown: Iterable[Signable], *, hosted: bool) -> State:
    """The state that knows which of the keys signed what, and which devices agreed."""
    signed: dict[tuple[Any, ...], bool] = {}
    certified: dict[tuple[Any, ...], bool | Missing] = {}
    device_signed: dict[tuple[Any, ...], bool | Missing] = {}
    for each in shown:
        for key in each.keys:
            for listed in each.lists:
                if listed.decoded is not None:
                    holds = list_signature_holds(key, listed.decoded, hosted=hosted)
                    signed[key, listed.listed] = holds
            for exhibit in each.certificates:
                if exhibit.decoded is not None:
                    owner, device = _consents(key, exhibit.companion, exhibit.decoded)
                    certified[key, exhibit.certificate] = owner
                    device_signed[exhibit.certificate, key] = device
    return replace(
        s,
        signed=with_rows(s.signed, signed),
        certified=with_rows(s.certified, certified),
        device_signed=with_rows(s.device_signed, device_signed),
    )


def _consents(
    key: IdentityKey, companion: IdentityKey, shown: SignedDeviceIdentity
) -> tuple[bool | Missing, bool | Missing]:
    """Whether the key signed the device's identity, and whether the device signed back to it."""
    if companion == NO_KEY:
        missing = Missing("the identity key of the device")
        return missing, missing
    owner = account_signature_holds(key, companion, shown)
    return owner, device_signature_holds(key, companion, shown)
