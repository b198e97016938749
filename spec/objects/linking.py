"""The linking payload: a signed device identity, vouched for by the secret in the QR code.

Reading goes in two stages (LINK-1). `decode_linking_payload` opens the envelope only and leaves the
identity in it as bytes; after `linking_secret_vouches` says yes, and not before,
`decode_signed_device_identity` reads those. So a server that does not know the secret never gets
its bytes into the second reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest, digest

from mdaudit.spec.objects.encryption_type import ENCRYPTION_TYPES, EncryptionType
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.prefixes import linking_mac_input
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.wire import read_message, write_message

LINKING_SECRET_LENGTH = 32
"""Bytes in the secret that the companion shows in its QR code."""

HMAC_LENGTH = 32
"""Bytes in an HMAC-SHA256, which is never shortened."""

DETAILS = Field(1, "details", Kind.BYTES, required=True)
HMAC = Field(2, "hmac", Kind.BYTES, required=True, length=HMAC_LENGTH)
ACCOUNT_TYPE = Field(3, "accountType", Kind.ENUM, choices=ENCRYPTION_TYPES)
LINKING_PAYLOAD = Layout(
    "ADVSignedDeviceIdentityHMAC",
    (DETAILS, HMAC, ACCOUNT_TYPE),
    signed=False,
)
"""The envelope. Source: open clients agree on the numbers."""


@dataclass(frozen=True)
class LinkingPayload:
    """What a primary sends to a companion at linking (``ADVSignedDeviceIdentityHMAC``).

    Source: white paper, linking; open clients agree.
    """

    inner: bytes
    """An ``ADVSignedDeviceIdentity`` as received, **not read yet**."""

    hmac: bytes
    """HMAC-SHA256 over the inner bytes under the linking secret, 32 bytes."""

    account_type: EncryptionType = EncryptionType.E2EE
    """Chooses the prefix under the HMAC; nothing else may depend on it."""

    unknown: bytes = b""
    """Fields of the envelope that this specification does not know, as received."""

    reports: tuple[Report, ...] = ()
    """What was odd about the envelope."""


def decode_linking_payload(data: bytes) -> LinkingPayload:
    """Read the envelope of an ``ADVSignedDeviceIdentityHMAC``, and nothing inside it.

    An account type without a name reads as E2EE and is reported: it only chooses a prefix under the
    HMAC, so a wrong choice is caught there.

    Raises:
        Malformed: the bytes are not one; the identity and the HMAC must be there.
    """
    decoded = read_message(LINKING_PAYLOAD, data)
    return LinkingPayload(
        inner=decoded.octets(DETAILS),
        hmac=decoded.octets(HMAC),
        account_type=EncryptionType(decoded.integer(ACCOUNT_TYPE)),
        unknown=decoded.unknown,
        reports=decoded.reports,
    )


def encode_linking_payload(payload: LinkingPayload) -> bytes:
    """Write an ``ADVSignedDeviceIdentityHMAC``.

    Raises:
        ValueError: the HMAC has the wrong length; the caller is at fault.
    """
    return write_message(
        LINKING_PAYLOAD,
        {
            DETAILS: payload.inner,
            HMAC: payload.hmac,
            ACCOUNT_TYPE: payload.account_type or None,
        },
        payload.unknown,
    )


def linking_secret_vouches(secret: bytes, payload: LinkingPayload) -> bool:
    """Whether whoever made the payload knew the linking secret (LINK-1).

    Compares in constant time. A secret that is not 32 bytes long vouches for nothing: an empty one
    is a secret that everybody knows.

    Source: white paper, linking; open clients agree on the prefix of hosted payloads.
    """
    hosted = payload.account_type is EncryptionType.HOSTED
    expected = linking_mac(secret, payload.inner, hosted=hosted)
    return len(secret) == LINKING_SECRET_LENGTH and compare_digest(expected, payload.hmac)


def linking_mac(secret: bytes, inner: bytes, *, hosted: bool) -> bytes:
    """The HMAC-SHA256 of an encoded signed device identity under the linking secret, 32 bytes."""
    return digest(secret, linking_mac_input(inner, hosted=hosted), "sha256")
