"""Objects from the evidence, as the specification sees them.

Bytes are decoded once. What was signed becomes a `SignedList` or `Certificate` with a readable
name; whether a signature holds is asked of the specification's predicates, over the bytes as
received.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from mdaudit.audit_cli.redact import date, short
from mdaudit.spec.logic import Missing
from mdaudit.spec.objects import (
    EncryptionType,
    Malformed,
    Report,
    SignedDeviceIdentity,
    SignedKeyIndexList,
    account_signature_string,
    decode_signed_device_identity,
    decode_signed_key_index_list,
    device_list_string,
    device_signature_string,
    signature_holds,
)
from mdaudit.spec.sorts import NO_KEY, IdentityKey
from mdaudit.spec.state.signed import NO_CERTIFICATE, Certificate, SignedList


@dataclass(frozen=True)
class Signature:
    """A signature, and what it may be over."""

    role: str
    """Which signature it is, in words."""
    octets: bytes
    right: tuple[bytes, ...]
    """The strings that it may cover."""
    wrong: tuple[bytes, ...]
    """Strings that a mix-up would make it cover: with another prefix, or none."""

    def covered(self, keys: Iterable[IdentityKey]) -> bytes | Missing:
        """What it covers, as far as the keys show; missing if it holds under none of them."""
        known = tuple(keys)
        for string in (*self.right, *self.wrong):
            if any(signature_holds(key, string, self.octets) for key in known):
                return string
        return Missing(f"a key under which the {self.role} holds")


@dataclass(frozen=True)
class Exhibit:
    """A signed object as it was shown."""

    received: bytes
    decoded: SignedKeyIndexList | SignedDeviceIdentity | None
    """None where the bytes are malformed."""
    defects: tuple[str, ...]
    """Why they are."""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes as received."""
        return sha256(self.received).hexdigest()

    @property
    def embedded(self) -> IdentityKey:
        """The key that came along, or `NO_KEY`."""
        return (self.decoded and self.decoded.embedded_account_key) or NO_KEY

    @property
    def oddities(self) -> tuple[str, ...]:
        """What was odd about the framing, without harm."""
        reports = self.decoded.reports if self.decoded else ()
        return remarks(reports)


@dataclass(frozen=True)
class ListExhibit(Exhibit):
    """A device list."""

    decoded: SignedKeyIndexList | None
    listed: SignedList
    """What it says; of a malformed one, only that it exists."""


@dataclass(frozen=True)
class CertificateExhibit(Exhibit):
    """A device identity, with the companion key that it was shown for."""

    decoded: SignedDeviceIdentity | None
    companion: IdentityKey
    certificate: Certificate
    """What it says; `NO_CERTIFICATE` of a malformed one."""


def remarks(reports: Iterable[Report]) -> tuple[str, ...]:
    """Reports of a decoder in words."""
    return tuple(f"{report.what}: {report.remark}" for report in reports)


def list_exhibit(received: bytes) -> ListExhibit:
    """Read a device list; malformed bytes give an exhibit with defects."""
    try:
        decoded = decode_signed_key_index_list(received)
    except Malformed as problem:
        broken = SignedList(f"malformed list (sha256 {short(received)})")
        return ListExhibit(received, None, (str(problem),), broken)
    claims = decoded.claims
    listed = SignedList(
        f"list of {date(claims.timestamp)} (sha256 {short(received)})",
        claims.raw_id,
        claims.timestamp,
        claims.current_index,
        claims.valid_indexes,
        claims.account_type is EncryptionType.HOSTED,
    )
    return ListExhibit(received, decoded, (), listed)


def certificate_exhibit(received: bytes, companion: IdentityKey) -> CertificateExhibit:
    """Read a device identity; malformed bytes give an exhibit with defects."""
    try:
        decoded = decode_signed_device_identity(received)
    except Malformed as problem:
        return CertificateExhibit(received, None, (str(problem),), companion, NO_CERTIFICATE)
    claims = decoded.claims
    certificate = Certificate(
        f"certificate of {date(claims.timestamp)} for index {claims.key_index} "
        f"(sha256 {short(received)})",
        claims.raw_id,
        claims.timestamp,
        claims.key_index,
        companion,
        claims.device_type is EncryptionType.HOSTED,
    )
    return CertificateExhibit(received, decoded, (), companion, certificate)


def list_signature(signed: SignedKeyIndexList, *, hosted: bool) -> Signature:
    """The signature of a list; strings with another prefix, or none, tell of a mix-up."""
    details = signed.details
    right = device_list_string(details, hosted=hosted)
    others = (
        device_list_string(details, hosted=not hosted),
        account_signature_string(details, _NO_ONE, hosted=False)[: -len(_NO_ONE)],
        account_signature_string(details, _NO_ONE, hosted=True)[: -len(_NO_ONE)],
        details,
    )
    return Signature("list signature", signed.account_signature, (right,), others)


def account_signature(signed: SignedDeviceIdentity, companion: IdentityKey) -> Signature:
    """The owner's signature of a device identity."""
    details, hosted = signed.details, signed.claims.device_type is EncryptionType.HOSTED
    right = account_signature_string(details, companion, hosted=hosted)
    others = (
        account_signature_string(details, companion, hosted=not hosted),
        device_list_string(details, hosted=False),
        details + companion,
        details,
    )
    return Signature("account signature", signed.account_signature, (right,), others)


def device_signature(
    signed: SignedDeviceIdentity, companion: IdentityKey, primary: IdentityKey
) -> Signature | None:
    """The device's own signature of its identity, if there is one."""
    if signed.device_signature is None:
        return None
    details = signed.details
    hosted = signed.claims.device_type is EncryptionType.HOSTED
    plain = device_signature_string(details, companion, primary, hosted=False)
    other = device_signature_string(details, companion, primary, hosted=True)
    right = (plain, other) if hosted else (plain,)
    wrong = (
        other,
        account_signature_string(details, companion, hosted=False),
        details + companion + primary,
        details,
    )
    return Signature("device signature", signed.device_signature, right, wrong)


_NO_ONE = IdentityKey(bytes(32))
