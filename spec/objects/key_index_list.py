"""Device lists: a primary says which companions are linked, by their key indexes."""

from __future__ import annotations

from dataclasses import dataclass, field

from mdaudit.spec.objects.encryption_type import ENCRYPTION_TYPES, EncryptionType
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.prefixes import device_list_string
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.signature import KEY_LENGTH, SIGNATURE_LENGTH, signature_holds
from mdaudit.spec.objects.wire import Decoded, read_message, write_message
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time

RAW_ID = Field(1, "rawId", Kind.UINT32, required=True)
TIMESTAMP = Field(2, "timestamp", Kind.UINT64, required=True)
CURRENT_INDEX = Field(3, "currentIndex", Kind.UINT32)
VALID_INDEXES = Field(4, "validIndexes", Kind.REPEATED_UINT32)
ACCOUNT_TYPE = Field(5, "accountType", Kind.ENUM, choices=ENCRYPTION_TYPES)
KEY_INDEX_LIST = Layout(
    "ADVKeyIndexList",
    (RAW_ID, TIMESTAMP, CURRENT_INDEX, VALID_INDEXES, ACCOUNT_TYPE),
    signed=True,
)
"""The details that the primary signs. Source: open clients agree on the numbers."""

DETAILS = Field(1, "details", Kind.BYTES, required=True)
ACCOUNT_SIGNATURE = Field(2, "accountSignature", Kind.BYTES, required=True, length=SIGNATURE_LENGTH)
ACCOUNT_KEY = Field(3, "accountSignatureKey", Kind.BYTES, length=KEY_LENGTH)
SIGNED_KEY_INDEX_LIST = Layout(
    "ADVSignedKeyIndexList",
    (DETAILS, ACCOUNT_SIGNATURE, ACCOUNT_KEY),
    signed=False,
)
"""The framing around the details. Source: open clients agree on the numbers."""


@dataclass(frozen=True)
class KeyIndexList:
    """What a primary says about all its companions (``ADVKeyIndexList``), signed or not.

    Source: white paper, device lists; open clients agree.
    """

    raw_id: RawId
    """The life of the account that the list belongs to."""

    timestamp: Time
    """When the primary signed it, by the primary's clock."""

    current_index: Index
    """The highest index, in the list's own words. Absent counts as 0."""

    valid_indexes: frozenset[Index] = frozenset()
    """The companions that are linked; a set, so an index that is listed twice is listed."""

    account_type: EncryptionType = EncryptionType.E2EE
    """Whether the account is hosted."""


@dataclass(frozen=True)
class SignedKeyIndexList:
    """A device list with its signature, **not verified** (``ADVSignedKeyIndexList``).

    The claims are always those of the details: both come from the same bytes, on construction.

    Raises:
        Malformed: the details are not an ``ADVKeyIndexList``.
    """

    details: bytes
    """The ``ADVKeyIndexList`` as received. The signature is over these bytes."""

    account_signature: bytes
    """The primary's, 64 bytes."""

    embedded_account_key: IdentityKey | None = None
    """The key that the sender says made the signature: to be compared, never trusted."""

    unknown: bytes = b""
    """Fields of the framing that this specification does not know, as received."""

    framing_reports: tuple[Report, ...] = ()
    """What was odd about the framing."""

    claims: KeyIndexList = field(init=False)
    """What the details say."""

    reports: tuple[Report, ...] = field(init=False)
    """What was odd about the framing, then about the details."""

    def __post_init__(self) -> None:
        decoded = read_message(KEY_INDEX_LIST, self.details)
        object.__setattr__(self, "claims", _key_index_list(decoded))
        object.__setattr__(self, "reports", self.framing_reports + decoded.reports)


def decode_key_index_list(details: bytes) -> KeyIndexList:
    """Read an ``ADVKeyIndexList``.

    Raises:
        Malformed: the bytes are not one; raw id and timestamp must be there.
    """
    return _key_index_list(read_message(KEY_INDEX_LIST, details))


def encode_key_index_list(listed: KeyIndexList) -> bytes:
    """Write an ``ADVKeyIndexList`` as primaries do: indexes packed and ascending, no E2EE type.

    Raises:
        ValueError: a number does not fit its field; the caller is at fault.
    """
    return write_message(
        KEY_INDEX_LIST,
        {
            RAW_ID: listed.raw_id,
            TIMESTAMP: listed.timestamp,
            CURRENT_INDEX: listed.current_index,
            VALID_INDEXES: tuple(sorted(listed.valid_indexes)),
            ACCOUNT_TYPE: listed.account_type or None,
        },
    )


def decode_signed_key_index_list(data: bytes) -> SignedKeyIndexList:
    """Read an ``ADVSignedKeyIndexList`` and the details in it. Verifies nothing.

    Raises:
        Malformed: the bytes are not one; details and signature must be there.
    """
    decoded = read_message(SIGNED_KEY_INDEX_LIST, data)
    embedded = decoded.optional_octets(ACCOUNT_KEY)
    return SignedKeyIndexList(
        details=decoded.octets(DETAILS),
        account_signature=decoded.octets(ACCOUNT_SIGNATURE),
        embedded_account_key=None if embedded is None else IdentityKey(embedded),
        unknown=decoded.unknown,
        framing_reports=decoded.reports,
    )


def encode_signed_key_index_list(signed: SignedKeyIndexList) -> bytes:
    """Write an ``ADVSignedKeyIndexList`` around the same bytes of details.

    Raises:
        ValueError: a key or the signature has the wrong length; the caller is at fault.
    """
    return write_message(
        SIGNED_KEY_INDEX_LIST,
        {
            DETAILS: signed.details,
            ACCOUNT_SIGNATURE: signed.account_signature,
            ACCOUNT_KEY: signed.embedded_account_key,
        },
        signed.unknown,
    )


def list_signature_holds(primary: IdentityKey, signed: SignedKeyIndexList, *, hosted: bool) -> bool:
    """Whether the primary signed this list (0602; 0607 for a hosted account).

    `hosted` is what the verifier holds about the account, not what the list says about itself:
    primaries of hosted accounts do not all say so in the list.

    **Decision:** each kind of account has exactly one prefix. Public sources differ on the hosted
    one; with a second prefix to fall back on, a list made for an end-to-end account would pass as
    one of a hosted account, and the prefix would no longer tell anything.

    Source: white paper, device lists (0602); open clients agree on it; 0607 is inferred.
    """
    message = device_list_string(signed.details, hosted=hosted)
    return signature_holds(primary, message, signed.account_signature)


def _key_index_list(decoded: Decoded) -> KeyIndexList:
    return KeyIndexList(
        raw_id=RawId(decoded.integer(RAW_ID)),
        timestamp=Time(decoded.integer(TIMESTAMP)),
        current_index=Index(decoded.integer(CURRENT_INDEX)),
        valid_indexes=frozenset(map(Index, decoded.all_integers(VALID_INDEXES))),
        account_type=EncryptionType(decoded.integer(ACCOUNT_TYPE)),
    )
