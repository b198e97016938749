"""Device identities: a primary approves one companion, and the companion adopts that primary."""

from __future__ import annotations

from dataclasses import dataclass, field

from mdaudit.spec.objects.encryption_type import ENCRYPTION_TYPES, EncryptionType
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.prefixes import account_signature_string, device_signature_string
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.signature import (
    KEY_LENGTH,
    SIGNATURE_LENGTH,
    is_raw_key,
    signature_holds,
)
from mdaudit.spec.objects.wire import Decoded, read_message, write_message
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time

RAW_ID = Field(1, "rawId", Kind.UINT32, required=True)
TIMESTAMP = Field(2, "timestamp", Kind.UINT64, required=True)
KEY_INDEX = Field(3, "keyIndex", Kind.UINT32)
ACCOUNT_TYPE = Field(4, "accountType", Kind.ENUM, choices=ENCRYPTION_TYPES)
DEVICE_TYPE = Field(5, "deviceType", Kind.ENUM, choices=ENCRYPTION_TYPES)
DEVICE_IDENTITY = Layout(
    "ADVDeviceIdentity",
    (RAW_ID, TIMESTAMP, KEY_INDEX, ACCOUNT_TYPE, DEVICE_TYPE),
    signed=True,
)
"""The details that both sides sign. Source: open clients agree on the numbers."""

DETAILS = Field(1, "details", Kind.BYTES, required=True)
ACCOUNT_KEY = Field(2, "accountSignatureKey", Kind.BYTES, length=KEY_LENGTH)
ACCOUNT_SIGNATURE = Field(3, "accountSignature", Kind.BYTES, required=True, length=SIGNATURE_LENGTH)
DEVICE_SIGNATURE = Field(4, "deviceSignature", Kind.BYTES, length=SIGNATURE_LENGTH)
SIGNED_DEVICE_IDENTITY = Layout(
    "ADVSignedDeviceIdentity",
    (DETAILS, ACCOUNT_KEY, ACCOUNT_SIGNATURE, DEVICE_SIGNATURE),
    signed=False,
)
"""The framing around the details. Source: open clients agree on the numbers."""


@dataclass(frozen=True)
class DeviceIdentity:
    """What a primary says about one companion (``ADVDeviceIdentity``), signed or not.

    Source: white paper, linking; open clients agree.
    """

    raw_id: RawId
    """The life of the account that the companion belongs to."""

    timestamp: Time
    """When the primary approved it, by the primary's clock."""

    key_index: Index
    """The companion's number within that life. Absent counts as 0, which no companion may have."""

    account_type: EncryptionType = EncryptionType.E2EE
    """Whether the account is hosted."""

    device_type: EncryptionType = EncryptionType.E2EE
    """Whether the companion is hosted."""


@dataclass(frozen=True)
class SignedDeviceIdentity:
    """A device identity with its signatures, **not verified** (``ADVSignedDeviceIdentity``).

    The claims are always those of the details: both come from the same bytes, on construction.

    Raises:
        Malformed: the details are not an ``ADVDeviceIdentity``.
    """

    details: bytes
    """The ``ADVDeviceIdentity`` as received. Signatures are over these bytes."""

    account_signature: bytes
    """The primary's, 64 bytes."""

    embedded_account_key: IdentityKey | None = None
    """The key that the sender says made the account signature: to be compared, never trusted."""

    device_signature: bytes | None = None
    """The companion's, 64 bytes; absent until it has adopted its primary."""

    unknown: bytes = b""
    """Fields of the framing that this specification does not know, as received."""

    framing_reports: tuple[Report, ...] = ()
    """What was odd about the framing."""

    claims: DeviceIdentity = field(init=False)
    """What the details say."""

    reports: tuple[Report, ...] = field(init=False)
    """What was odd about the framing, then about the details."""

    def __post_init__(self) -> None:
        decoded = read_message(DEVICE_IDENTITY, self.details)
        object.__setattr__(self, "claims", _device_identity(decoded))
        object.__setattr__(self, "reports", self.framing_reports + decoded.reports)


def decode_device_identity(details: bytes) -> DeviceIdentity:
    """Read an ``ADVDeviceIdentity``.

    Raises:
        Malformed: the bytes are not one; raw id and timestamp must be there.
    """
    return _device_identity(read_message(DEVICE_IDENTITY, details))


def encode_device_identity(identity: DeviceIdentity) -> bytes:
    """Write an ``ADVDeviceIdentity`` as primaries do: a type is left out when it is E2EE.

    Raises:
        ValueError: a number does not fit its field; the caller is at fault.
    """
    return write_message(
        DEVICE_IDENTITY,
        {
            RAW_ID: identity.raw_id,
            TIMESTAMP: identity.timestamp,
            KEY_INDEX: identity.key_index,
            ACCOUNT_TYPE: identity.account_type or None,
            DEVICE_TYPE: identity.device_type or None,
        },
    )


def decode_signed_device_identity(data: bytes) -> SignedDeviceIdentity:
    """Read an ``ADVSignedDeviceIdentity`` and the details in it. Verifies nothing.

    Raises:
        Malformed: the bytes are not one; details and account signature must be there.
    """
    decoded = read_message(SIGNED_DEVICE_IDENTITY, data)
    embedded = decoded.optional_octets(ACCOUNT_KEY)
    return SignedDeviceIdentity(
        details=decoded.octets(DETAILS),
        account_signature=decoded.octets(ACCOUNT_SIGNATURE),
        embedded_account_key=None if embedded is None else IdentityKey(embedded),
        device_signature=decoded.optional_octets(DEVICE_SIGNATURE),
        unknown=decoded.unknown,
        framing_reports=decoded.reports,
    )


def encode_signed_device_identity(signed: SignedDeviceIdentity) -> bytes:
    """Write an ``ADVSignedDeviceIdentity`` around the same bytes of details.

    Raises:
        ValueError: a key or signature has the wrong length; the caller is at fault.
    """
    return write_message(
        SIGNED_DEVICE_IDENTITY,
        {
            DETAILS: signed.details,
            ACCOUNT_KEY: signed.embedded_account_key,
            ACCOUNT_SIGNATURE: signed.account_signature,
            DEVICE_SIGNATURE: signed.device_signature,
        },
        signed.unknown,
    )


def account_signature_holds(
    primary: IdentityKey, companion: IdentityKey, signed: SignedDeviceIdentity
) -> bool:
    """Whether the primary approved this companion key with these details (0600, hosted 0605).

    The prefix follows the device type inside the details, which the signature itself covers. Keys
    are raw, 32 bytes; with anything else the answer is no.

    Source: white paper, linking and Cloud API; open clients agree.
    """
    if not is_raw_key(companion):
        return False
    message = account_signature_string(signed.details, companion, hosted=_is_hosted(signed))
    return signature_holds(primary, message, signed.account_signature)


def device_signature_holds(
    primary: IdentityKey, companion: IdentityKey, signed: SignedDeviceIdentity
) -> bool:
    """Whether the companion adopted this primary with these details (0601, hosted 0601 or 0606).

    **Decision:** 0601 holds for every device, as pairing makes it for hosted ones too. 0606 holds
    as well where the signed details say hosted, as the white paper names it for them. Either way
    the same key says the same thing about the same details, so accepting both confuses nothing;
    refusing either would lock honest hosted devices out. An end-to-end device has 0601 only.

    Keys are raw, 32 bytes; with anything else, or without a signature, the answer is no.

    Source: white paper, linking and Cloud API; open clients agree on 0601; 0606 is inferred.
    """
    signature = signed.device_signature
    if signature is None or not is_raw_key(companion) or not is_raw_key(primary):
        return False
    prefixes = (False, True) if _is_hosted(signed) else (False,)
    return any(
        signature_holds(
            companion,
            device_signature_string(signed.details, companion, primary, hosted=hosted),
            signature,
        )
        for hosted in prefixes
    )


def _is_hosted(signed: SignedDeviceIdentity) -> bool:
    return signed.claims.device_type is EncryptionType.HOSTED


def _device_identity(decoded: Decoded) -> DeviceIdentity:
    return DeviceIdentity(
        raw_id=RawId(decoded.integer(RAW_ID)),
        timestamp=Time(decoded.integer(TIMESTAMP)),
        key_index=Index(decoded.integer(KEY_INDEX)),
        account_type=EncryptionType(decoded.integer(ACCOUNT_TYPE)),
        device_type=EncryptionType(decoded.integer(DEVICE_TYPE)),
    )
