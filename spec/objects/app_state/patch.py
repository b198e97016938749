"""Patches: mutations that take a collection from one version to the next.

::

    snapshot code = HMAC-SHA-256(snapshot key, hash 128 | version 8 | name of the collection)
    patch code    = HMAC-SHA-256(patch key, snapshot code | value codes | version 8 | name)

The codes bind values, order, version and collection. Both strings are read in one way: whoever
checks knows the name, the number of values follows from the length, and all else has a fixed one.

A patch whose mutations lie elsewhere (``externalMutations``) reads as one without any, and then no
code holds. Whoever fetches them puts them in their place first.

Source: open clients agree; that a received patch states its version, as some of them demand, is
inferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest, digest

from mdaudit.spec.objects.app_state.mutation import MAC_LENGTH, Mutation, Operation
from mdaudit.spec.objects.app_state.record import (
    decode_key,
    decode_record,
    decode_version,
    encode_key,
    encode_record,
    encode_version,
)
from mdaudit.spec.objects.app_state.sync_key import DerivedKeys, KeyId
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.wire import read_message, write_message

OPERATION = Field(1, "operation", Kind.ENUM, choices=frozenset(map(int, Operation)))
RECORD = Field(2, "record", Kind.BYTES, required=True)
SYNCD_MUTATION = Layout("SyncdMutation", (OPERATION, RECORD), signed=True)
"""What happens to one value."""

PATCH_VERSION = Field(1, "version", Kind.BYTES, required=True)
MUTATIONS = Field(2, "mutations", Kind.REPEATED_BYTES)
SNAPSHOT_MAC = Field(4, "snapshotMac", Kind.BYTES, required=True, length=MAC_LENGTH)
PATCH_MAC = Field(5, "patchMac", Kind.BYTES, required=True, length=MAC_LENGTH)
PATCH_KEY = Field(6, "keyId", Kind.BYTES, required=True)
SYNCD_PATCH = Layout(
    "SyncdPatch", (PATCH_VERSION, MUTATIONS, SNAPSHOT_MAC, PATCH_MAC, PATCH_KEY), signed=True
)
"""One step of a collection. Source: open clients agree on all these numbers."""


@dataclass(frozen=True)
class Patch:
    """One step of a collection, **not verified** (``SyncdPatch``).

    Source: white paper, app state; open clients agree.
    """

    version: int
    """The version that the collection has afterwards."""

    mutations: tuple[Mutation, ...]
    """What happens to values, in order."""

    snapshot_mac: bytes
    """The code of the whole collection afterwards, 32 bytes."""

    patch_mac: bytes
    """The code of this patch, 32 bytes."""

    key_id: KeyId
    """The sync key that both codes are under; values may be under other ones."""

    unknown: bytes = b""
    """Fields that this specification does not know, as received."""

    reports: tuple[Report, ...] = ()
    """What was odd about the outermost layer."""


def decode_patch(data: bytes) -> Patch:
    """Read a ``SyncdPatch`` and everything in it but the encrypted values. Verifies nothing.

    Raises:
        Malformed: the bytes are not one; all but mutations must be there.
    """
    decoded = read_message(SYNCD_PATCH, data)
    return Patch(
        version=decode_version(decoded.octets(PATCH_VERSION)),
        mutations=tuple(map(_decode_mutation, decoded.all_octets(MUTATIONS))),
        snapshot_mac=decoded.octets(SNAPSHOT_MAC),
        patch_mac=decoded.octets(PATCH_MAC),
        key_id=decode_key(decoded.octets(PATCH_KEY)),
        unknown=decoded.unknown,
        reports=decoded.reports,
    )


def encode_patch(patch: Patch) -> bytes:
    """Write a ``SyncdPatch``.

    Raises:
        ValueError: a code has the wrong length, or a number does not fit; the caller is at fault.
    """
    return write_message(
        SYNCD_PATCH,
        {
            PATCH_VERSION: encode_version(patch.version),
            MUTATIONS: tuple(map(_encode_mutation, patch.mutations)),
            SNAPSHOT_MAC: patch.snapshot_mac,
            PATCH_MAC: patch.patch_mac,
            PATCH_KEY: encode_key(patch.key_id),
        },
        patch.unknown,
    )


def snapshot_mac(keys: DerivedKeys, lt_hash: bytes, version: int, name: str) -> bytes:
    """The code of a whole collection at one version, 32 bytes."""
    return digest(keys.snapshot_mac, lt_hash + version.to_bytes(8) + name.encode(), "sha256")


def snapshot_mac_holds(
    keys: DerivedKeys, lt_hash: bytes, version: int, name: str, mac: bytes
) -> bool:
    """Whether a holder of the key says that the collection has this hash at this version."""
    return compare_digest(snapshot_mac(keys, lt_hash, version, name), mac)


def patch_mac(keys: DerivedKeys, patch: Patch, name: str) -> bytes:
    """The code of a patch of the collection called `name`, 32 bytes; the one in it is not asked."""
    values = b"".join(mutation.value_mac for mutation in patch.mutations)
    end = patch.version.to_bytes(8) + name.encode()
    return digest(keys.patch_mac, patch.snapshot_mac + values + end, "sha256")


def patch_mac_holds(keys: DerivedKeys, patch: Patch, name: str) -> bool:
    """Whether a holder of the key made this patch for the collection called `name`."""
    return compare_digest(patch_mac(keys, patch, name), patch.patch_mac)


def _decode_mutation(data: bytes) -> Mutation:
    decoded = read_message(SYNCD_MUTATION, data)
    return decode_record(decoded.octets(RECORD), Operation(decoded.integer(OPERATION)))


def _encode_mutation(mutation: Mutation) -> bytes:
    return write_message(
        SYNCD_MUTATION, {OPERATION: int(mutation.operation), RECORD: encode_record(mutation)}
    )
