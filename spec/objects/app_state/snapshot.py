"""Snapshots: a whole collection at one version, for a device that starts without any.

A snapshot has one code, under the hash of all its values. A reader that goes on after the code has
failed holds whatever the server has left of the collection.

**Decision: an index appears once.** Two values about one thing have no order here, so readers would
keep different ones, while the hash of both might well be vouched for.

Source: open clients agree, but not on whether to go on; the decision is inferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from mdaudit.spec.objects.app_state.collection import Collection
from mdaudit.spec.objects.app_state.lt_hash import EMPTY, lt_hash
from mdaudit.spec.objects.app_state.mutation import MAC_LENGTH, Mutation, Operation
from mdaudit.spec.objects.app_state.patch import snapshot_mac_holds
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
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.objects.wire import read_message, write_message

SNAPSHOT_VERSION = Field(1, "version", Kind.BYTES, required=True)
RECORDS = Field(2, "records", Kind.REPEATED_BYTES)
MAC = Field(3, "mac", Kind.BYTES, required=True, length=MAC_LENGTH)
SNAPSHOT_KEY = Field(4, "keyId", Kind.BYTES, required=True)
SYNCD_SNAPSHOT = Layout(
    "SyncdSnapshot", (SNAPSHOT_VERSION, RECORDS, MAC, SNAPSHOT_KEY), signed=True
)
"""A whole collection. Source: open clients agree on the numbers."""


@dataclass(frozen=True)
class Snapshot:
    """A whole collection at one version, **not verified** (``SyncdSnapshot``).

    Source: open clients agree.

    Raises:
        Malformed: two values have one index.
    """

    version: int
    """The version of the collection."""

    records: tuple[Mutation, ...]
    """All values in force, each as one that is set."""

    mac: bytes
    """The code of the collection, 32 bytes."""

    key_id: KeyId
    """The sync key that the code is under; values may be under other ones."""

    unknown: bytes = b""
    """Fields that this specification does not know, as received."""

    reports: tuple[Report, ...] = ()
    """What was odd about the outermost layer."""

    def __post_init__(self) -> None:
        indexes = {record.index_mac for record in self.records}
        if len(indexes) < len(self.records):
            got = f"{len(indexes)} of {len(self.records)}"
            raise Malformed("SyncdSnapshot.records", "an index of its own for each", got, 0)


def decode_snapshot(data: bytes) -> Snapshot:
    """Read a ``SyncdSnapshot`` and everything in it but the encrypted values. Verifies nothing.

    Raises:
        Malformed: the bytes are not one; all but records must be there.
    """
    decoded = read_message(SYNCD_SNAPSHOT, data)
    return Snapshot(
        version=decode_version(decoded.octets(SNAPSHOT_VERSION)),
        records=tuple(
            decode_record(record, Operation.SET) for record in decoded.all_octets(RECORDS)
        ),
        mac=decoded.octets(MAC),
        key_id=decode_key(decoded.octets(SNAPSHOT_KEY)),
        unknown=decoded.unknown,
        reports=decoded.reports,
    )


def encode_snapshot(snapshot: Snapshot) -> bytes:
    """Write a ``SyncdSnapshot``.

    Raises:
        ValueError: a code has the wrong length, or a number does not fit; the caller is at fault.
    """
    return write_message(
        SYNCD_SNAPSHOT,
        {
            SNAPSHOT_VERSION: encode_version(snapshot.version),
            RECORDS: tuple(map(encode_record, snapshot.records)),
            MAC: snapshot.mac,
            SNAPSHOT_KEY: encode_key(snapshot.key_id),
        },
        snapshot.unknown,
    )


def start_from(snapshot: Snapshot, keys: DerivedKeys, name: str) -> Collection:
    """Return the collection called `name` that the snapshot holds.

    `keys` are those of the sync key that the snapshot names. As with patches, `open_mutation` asks
    whether each value is authentic.

    Raises:
        Unauthentic: no holder of the key says that the collection has these values.
    """
    values = {record.index_mac: record.value_mac for record in snapshot.records}
    collection = Collection(
        name, snapshot.version, MappingProxyType(values), lt_hash(EMPTY, add=values.values())
    )
    if not snapshot_mac_holds(keys, collection.lt_hash, snapshot.version, name, snapshot.mac):
        expected = f"the one of these values of {name} at version {snapshot.version}"
        raise Unauthentic("snapshot MAC", expected, "another")
    return collection
