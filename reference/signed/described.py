"""Objects on the wire as the specification sees them.

The specification speaks of a list or a certificate as one object that nobody can change. Here that
object is named by the SHA-256 of the bytes as received, signatures included: other bytes are
another object, and what was verified of the one says nothing about the other.
"""

from __future__ import annotations

from hashlib import sha256

from mdaudit.spec.objects import DeviceIdentity, EncryptionType, KeyIndexList
from mdaudit.spec.sorts import IdentityKey
from mdaudit.spec.state.signed import Certificate, SignedList


def described_list(octets: bytes, claims: KeyIndexList) -> SignedList:
    """The list that these bytes are, with what it says."""
    return SignedList(
        f"list sha256:{sha256(octets).hexdigest()}",
        claims.raw_id,
        claims.timestamp,
        claims.current_index,
        claims.valid_indexes,
        claims.account_type is EncryptionType.HOSTED,
    )


def described_certificate(
    octets: bytes, claims: DeviceIdentity, companion: IdentityKey
) -> Certificate:
    """The certificate that these bytes are for this companion's key, with what it says."""
    return Certificate(
        f"certificate sha256:{sha256(octets).hexdigest()}",
        claims.raw_id,
        claims.timestamp,
        claims.key_index,
        companion,
        claims.device_type is EncryptionType.HOSTED,
    )


def unread_certificate(octets: bytes, companion: IdentityKey) -> Certificate:
    """Bytes of a certificate for this companion's key that were not read: it says nothing."""
    name = f"unread certificate sha256:{sha256(octets).hexdigest()}"
    return Certificate(name, certificate_key=companion)
