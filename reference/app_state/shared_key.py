"""A key for app state on its way from the primary to a companion, over their session.

::

    AppStateSyncKeyShare       { keys: 1 repeated AppStateSyncKey }
    AppStateSyncKey            { keyId: 1 { keyId: 1 }, keyData: 2 AppStateSyncKeyData }
    AppStateSyncKeyData        { keyData: 1, fingerprint: 2, timestamp: 3 }
    AppStateSyncKeyFingerprint { rawId: 1, currentIndex: 2, deviceIndexes: 3 packed }

The fingerprint says which life and which devices the key was made for; a companion holds the key to
that (SYNC-3). It is read as strictly as anything signed: indexes ascend, and the maker is one.

Source: open clients agree on the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from mdaudit.spec.objects.app_state import KeyId, decode_key_id, encode_key_id
from mdaudit.spec.objects.app_state.sync_key import KEY_ID_LENGTH, SYNC_KEY_LENGTH
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.wire import Decoded, Value, read_message, write_message
from mdaudit.spec.sorts import Epoch, Index, RawId, Time
from mdaudit.spec.state.app_state import AppStateKey

KEYS: Final = Field(1, "keys", Kind.REPEATED_BYTES)
SHARE: Final = Layout("AppStateSyncKeyShare", (KEYS,), signed=True)

ID: Final = Field(1, "keyId", Kind.BYTES, required=True, length=KEY_ID_LENGTH)
KEY_ID: Final = Layout("AppStateSyncKeyId", (ID,), signed=True)

NAME: Final = Field(1, "keyId", Kind.BYTES, required=True)
DATA: Final = Field(2, "keyData", Kind.BYTES, required=True)
KEY: Final = Layout("AppStateSyncKey", (NAME, DATA), signed=True)

SECRET: Final = Field(1, "keyData", Kind.BYTES, required=True, length=SYNC_KEY_LENGTH)
FINGERPRINT: Final = Field(2, "fingerprint", Kind.BYTES, required=True)
MADE_AT: Final = Field(3, "timestamp", Kind.UINT64, required=True)
KEY_DATA: Final = Layout("AppStateSyncKeyData", (SECRET, FINGERPRINT, MADE_AT), signed=True)

LIFE: Final = Field(1, "rawId", Kind.UINT32, required=True)
CURRENT: Final = Field(2, "currentIndex", Kind.UINT32, required=True)
INDEXES: Final = Field(3, "deviceIndexes", Kind.REPEATED_UINT32)
FINGERPRINT_DATA: Final = Layout(
    "AppStateSyncKeyFingerprint", (LIFE, CURRENT, INDEXES), signed=True
)


@dataclass(frozen=True)
class SharedKey:
    """A key for app state, with what it was made for."""

    id: KeyId
    """Its epoch, and the device that made it."""
    secret: bytes = field(repr=False)
    """What the keys in use are derived from, 32 bytes."""
    life: RawId
    """The life that it was made in."""
    current_index: Index
    """The highest index that had been given out in that life."""
    indexes: frozenset[Index]
    """The devices that it was made for, the primary among them."""
    made_at: Time
    """When, by the primary's clock."""


def encode_shared_key(key: SharedKey) -> bytes:
    """Write an ``AppStateSyncKey``.

    Raises:
        ValueError: a length or a number does not fit; the caller is at fault.
    """
    fingerprint: dict[Field, Value] = {
        LIFE: key.life,
        CURRENT: key.current_index,
        INDEXES: tuple(map(int, sorted(key.indexes))),
    }
    data: dict[Field, Value] = {
        SECRET: key.secret,
        FINGERPRINT: write_message(FINGERPRINT_DATA, fingerprint),
        MADE_AT: key.made_at,
    }
    name = write_message(KEY_ID, {ID: encode_key_id(key.id)})
    return write_message(KEY, {NAME: name, DATA: write_message(KEY_DATA, data)})


def decode_shared_key(octets: bytes) -> SharedKey:
    """Read an ``AppStateSyncKey``.

    Raises:
        Malformed: the bytes are none.
    """
    key = read_message(KEY, octets)
    data = read_message(KEY_DATA, key.octets(DATA))
    fingerprint = read_message(FINGERPRINT_DATA, data.octets(FINGERPRINT))
    return SharedKey(
        id=decode_key_id(read_message(KEY_ID, key.octets(NAME)).octets(ID)),
        secret=data.octets(SECRET),
        life=RawId(fingerprint.integer(LIFE)),
        current_index=Index(fingerprint.integer(CURRENT)),
        indexes=_indexes(fingerprint),
        made_at=Time(data.integer(MADE_AT)),
    )


def encode_share(keys: tuple[bytes, ...]) -> bytes:
    """Write an ``AppStateSyncKeyShare`` of encoded keys."""
    return write_message(SHARE, {KEYS: keys})


def decode_share(octets: bytes) -> tuple[bytes, ...]:
    """Read an ``AppStateSyncKeyShare``: its keys, each for `decode_shared_key`.

    Raises:
        Malformed: the bytes are none.
    """
    return read_message(SHARE, octets).all_octets(KEYS)


def described_key(octets: bytes, key: SharedKey) -> AppStateKey:
    """The key that these bytes are, as the steps know it: by a hash, for the bytes are a secret."""
    name = f"app-state key sha256:{sha256(octets).hexdigest()}"
    return AppStateKey(name, key.life, Epoch(key.id.epoch), key.indexes)


def _indexes(fingerprint: Decoded) -> frozenset[Index]:
    indexes = fingerprint.all_integers(INDEXES)
    if list(indexes) != sorted(set(indexes)) or 0 not in indexes:
        expected = "ascending indexes, the primary's first"
        raise Malformed(f"{FINGERPRINT_DATA.name}.deviceIndexes", expected, f"{indexes}", 0)
    return frozenset(map(Index, indexes))
