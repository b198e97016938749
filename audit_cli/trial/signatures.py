"""Which keys signed what: real signatures, verified over the bytes as received."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from mdaudit.audit_cli.trial.exhibits import CertificateExhibit, ListExhibit
from mdaudit.audit_cli.trial.tables import Computed
from mdaudit.spec.logic import Missing
from mdaudit.spec.objects import (
    SignedDeviceIdentity,
    account_signature_holds,
    device_signature_holds,
    list_signature_holds,
)
from mdaudit.spec.sorts import NO_KEY, IdentityKey
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import Certificate, SignedList
from mdaudit.spec.state.system import replace


@dataclass(frozen=True)
class Signable:
    """What was shown of one account, and the keys that may have signed it."""

    keys: Collection[IdentityKey]
    lists: Sequence[ListExhibit]
    certificates: Sequence[CertificateExhibit]


def with_signatures(s: State, shown: Iterable[Signable], *, hosted: bool) -> State:
    """The state that knows which of the keys signed what, and which devices agreed.

    Each signature is verified once, when somebody asks: most pins signed none of the lists.
    """
    for each in shown:
        s = _with_certificates(_with_lists(s, each, hosted=hosted), each)
    return s


def _with_lists(s: State, shown: Signable, *, hosted: bool) -> State:
    decoded = {each.listed: each.decoded for each in shown.lists if each.decoded is not None}

    @cache
    def holds(key: IdentityKey, listed: SignedList) -> bool:
        return list_signature_holds(key, decoded[listed], hosted=hosted)

    signed: Any = s.signed
    for key in shown.keys:
        signed = signed.but_many(key, values=Computed(decoded, partial(holds, key)))
    return replace(s, signed=signed)


def _with_certificates(s: State, shown: Signable) -> State:
    exhibits = {each.certificate: each for each in shown.certificates if each.decoded is not None}

    @cache
    def approves(key: IdentityKey, certificate: Certificate) -> bool | Missing:
        return _asked(account_signature_holds, key, exhibits[certificate])

    @cache
    def agrees(certificate: Certificate, key: IdentityKey) -> bool | Missing:
        return _asked(device_signature_holds, key, exhibits[certificate])

    certified: Any = s.certified
    for key in shown.keys:
        certified = certified.but_many(key, values=Computed(exhibits, partial(approves, key)))
    device_signed: Any = s.device_signed
    for certificate in exhibits:
        values = Computed(shown.keys, partial(agrees, certificate))
        device_signed = device_signed.but_many(certificate, values=values)
    return replace(s, certified=certified, device_signed=device_signed)


def _asked(
    holds: Callable[[IdentityKey, IdentityKey, SignedDeviceIdentity], bool],
    key: IdentityKey,
    exhibit: CertificateExhibit,
) -> bool | Missing:
    """Whether one of the two signatures of a device identity holds under the key, or names it."""
    if exhibit.companion == NO_KEY or exhibit.decoded is None:
        return Missing("the identity key of the device")
    return holds(key, exhibit.companion, exhibit.decoded)
