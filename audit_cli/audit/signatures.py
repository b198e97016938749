"""Which keys signed what: real signatures, verified over the bytes as received."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mdaudit.audit_cli.audit.exhibits import CertificateExhibit, ListExhibit
from mdaudit.spec.logic import Missing
from mdaudit.spec.objects import (
    account_signature_holds,
    device_signature_holds,
    list_signature_holds,
)
from mdaudit.spec.sorts import NO_KEY, IdentityKey
from mdaudit.spec.state import State


def with_lists(
    s: State, keys: Iterable[IdentityKey], lists: Iterable[ListExhibit], *, hosted: bool
) -> State:
    """The state that knows which of the keys signed which list."""
    signed = s.signed
    known = tuple(keys)
    for exhibit in lists:
        for key in known:
            if exhibit.decoded is not None:
                holds = list_signature_holds(key, exhibit.decoded, hosted=hosted)
                signed = signed.but(key, exhibit.listed, becomes=holds)
    return replace(s, signed=signed)


def with_certificates(
    s: State, keys: Iterable[IdentityKey], exhibits: Iterable[CertificateExhibit]
) -> State:
    """The state that knows which certificate which of the keys signed, and which device agreed."""
    certified, device_signed = s.certified, s.device_signed
    known = tuple(keys)
    for exhibit in exhibits:
        if exhibit.decoded is None:
            continue
        companion, shown = exhibit.companion, exhibit.certificate
        for key in known:
            owner: bool | Missing = account_signature_holds(key, companion, exhibit.decoded)
            device: bool | Missing = device_signature_holds(key, companion, exhibit.decoded)
            if companion == NO_KEY:
                owner = device = Missing("the identity key of the device")
            certified = certified.but(key, shown, becomes=owner)
            device_signed = device_signed.but(shown, key, becomes=device)
    return replace(s, certified=certified, device_signed=device_signed)
