"""What the QR code of a comparison says: all device keys of both users, as one side sees them.

::

    CombinedFingerprint { version: 1, localFingerprint: 2, remoteFingerprint: 3 }
    FingerprintData     { publicKey: 1, pnIdentifier: 2 }

A public key is the raw keys of all the user's devices that are not hosted, in ascending order, one
after another; an identifier is the digits of the telephone number. Whoever scans compares both
sides: what the other one holds of both users has to be what this one holds.

**Decision: one spelling.** The version is 2, keys ascend and are not repeated, nothing else is in
it. Signal's version 1 has one key a user, and hashes.

Source: open clients agree on the numbers; how several keys stand in one field is inferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.security_code import Fingerprinted
from mdaudit.spec.objects.signature import KEY_LENGTH
from mdaudit.spec.objects.wire import read_message, write_message
from mdaudit.spec.sorts import IdentityKey

VERSION_NUMBER: Final = 2

VERSION: Final = Field(1, "version", Kind.UINT32, required=True)
LOCAL: Final = Field(2, "localFingerprint", Kind.BYTES, required=True)
REMOTE: Final = Field(3, "remoteFingerprint", Kind.BYTES, required=True)
COMBINED: Final = Layout("CombinedFingerprint", (VERSION, LOCAL, REMOTE), signed=True)

KEYS: Final = Field(1, "publicKey", Kind.BYTES, required=True)
IDENTIFIER: Final = Field(2, "pnIdentifier", Kind.BYTES, required=True)
DATA: Final = Layout("FingerprintData", (KEYS, IDENTIFIER), signed=True)


@dataclass(frozen=True)
class CombinedFingerprint:
    """Both users, as the one who shows the code sees them."""

    local: Fingerprinted
    """The one who shows it."""
    remote: Fingerprinted
    """The one who is to scan it."""


def encode_fingerprint(combined: CombinedFingerprint) -> bytes:
    """Write a ``CombinedFingerprint``."""
    return write_message(
        COMBINED,
        {
            VERSION: VERSION_NUMBER,
            LOCAL: _encode_one(combined.local),
            REMOTE: _encode_one(combined.remote),
        },
    )


def decode_fingerprint(octets: bytes) -> CombinedFingerprint:
    """Read a ``CombinedFingerprint``.

    Raises:
        Malformed: the bytes are none, of another version, or not in the one spelling.
    """
    decoded = read_message(COMBINED, octets)
    if decoded.integer(VERSION) != VERSION_NUMBER:
        got = f"version {decoded.integer(VERSION)}"
        raise Malformed(COMBINED.name, f"version {VERSION_NUMBER}", got, 0)
    combined = CombinedFingerprint(
        _decode_one(decoded.octets(LOCAL)), _decode_one(decoded.octets(REMOTE))
    )
    if encode_fingerprint(combined) != octets:
        raise Malformed(COMBINED.name, "keys in ascending order and nothing else", "another", 0)
    return combined


def _encode_one(user: Fingerprinted) -> bytes:
    keys = b"".join(sorted(set(user.keys)))
    return write_message(DATA, {KEYS: keys, IDENTIFIER: user.name})


def _decode_one(octets: bytes) -> Fingerprinted:
    decoded = read_message(DATA, octets)
    keys = decoded.octets(KEYS)
    if not keys or len(keys) % KEY_LENGTH:
        expected = f"keys of {KEY_LENGTH} bytes"
        raise Malformed(f"{DATA.name}.publicKey", expected, f"{len(keys)} bytes", 0)
    starts = range(0, len(keys), KEY_LENGTH)
    separate = tuple(IdentityKey(keys[start : start + KEY_LENGTH]) for start in starts)
    return Fingerprinted(decoded.octets(IDENTIFIER), separate)
