"""Patches: recorded ones, both codes, and what is refused."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.app_state import (
    Collection,
    Operation,
    decode_patch,
    derived_keys,
    encode_patch,
    patch_mac,
    patch_mac_holds,
    snapshot_mac,
    snapshot_mac_holds,
)
from mdaudit.spec.objects.app_state.patch import (
    MUTATIONS,
    PATCH_KEY,
    PATCH_MAC,
    PATCH_VERSION,
    SNAPSHOT_MAC,
    SYNCD_PATCH,
)
from mdaudit.spec.objects.wire import Value, write_message
from tests.spec.objects.app_state.sample import KEYS, RECORDED, next_patch, remove, set_

EACH = pytest.mark.parametrize("case", RECORDED["patches"], ids=lambda case: case["operation"])
PATCH = next_patch(Collection("regular"), set_(b"one"), set_(b"two"), remove(b"one"))
WRITTEN = encode_patch(PATCH)


@EACH
def test_a_recorded_patch_is_read_and_written(case: dict[str, Any]) -> None:
    data = bytes.fromhex(case["patch"])
    patch = decode_patch(data)
    assert patch.version == case["version"]
    assert [mutation.operation.name.lower() for mutation in patch.mutations] == [case["operation"]]
    assert patch.reports == ()
    assert encode_patch(patch) == data


@EACH
def test_recorded_codes_are_the_same(case: dict[str, Any]) -> None:
    patch = decode_patch(bytes.fromhex(case["patch"]))
    name = RECORDED["name"]
    snapshot = snapshot_mac(KEYS, bytes.fromhex(case["hash"]), patch.version, name)
    assert snapshot.hex() == case["snapshot_mac"] == patch.snapshot_mac.hex()
    assert patch_mac(KEYS, patch, name).hex() == case["patch_mac"] == patch.patch_mac.hex()


def test_a_patch_survives_the_wire() -> None:
    assert decode_patch(WRITTEN) == PATCH
    unknown = replace(PATCH, unknown=b"\x40\x01")
    assert decode_patch(encode_patch(unknown)) == unknown


def test_the_code_of_a_patch_covers_all_of_it() -> None:
    assert patch_mac_holds(KEYS, PATCH, "regular")
    first, second, third = PATCH.mutations
    for changed in (
        replace(PATCH, version=2),
        replace(PATCH, mutations=(first, second)),
        replace(PATCH, mutations=(second, first, third)),
        replace(PATCH, mutations=(first, first, third)),
        replace(PATCH, mutations=()),
        replace(PATCH, snapshot_mac=bytes(32)),
        replace(PATCH, patch_mac=bytes(32)),
        replace(PATCH, patch_mac=PATCH.patch_mac[:31]),
    ):
        assert not patch_mac_holds(KEYS, changed, "regular")
    assert not patch_mac_holds(KEYS, PATCH, "regular_low")
    assert not patch_mac_holds(derived_keys(bytes(32)), PATCH, "regular")


def test_the_code_of_a_collection_covers_hash_version_and_name() -> None:
    mac = snapshot_mac(KEYS, bytes(128), 1, "regular")
    assert snapshot_mac_holds(KEYS, bytes(128), 1, "regular", mac)
    assert not snapshot_mac_holds(KEYS, bytes(127) + b"\1", 1, "regular", mac)
    assert not snapshot_mac_holds(KEYS, bytes(128), 2, "regular", mac)
    assert not snapshot_mac_holds(KEYS, bytes(128), 1, "regular_low", mac)
    assert not snapshot_mac_holds(derived_keys(bytes(32)), bytes(128), 1, "regular", mac)
    assert not snapshot_mac_holds(KEYS, bytes(128), 1, "regular", mac[:31])


@pytest.mark.parametrize("end", range(len(WRITTEN)))
def test_a_patch_cut_short_is_refused(end: int) -> None:
    with pytest.raises(Malformed):
        decode_patch(WRITTEN[:end])


def patch_with(values: Mapping[Any, Value]) -> bytes:
    honest: dict[Any, Value] = {
        PATCH_VERSION: b"\x08\x01",
        MUTATIONS: (),
        SNAPSHOT_MAC: bytes(32),
        PATCH_MAC: bytes(32),
        PATCH_KEY: b"\x0a\x06" + bytes(6),
    }
    return write_message(SYNCD_PATCH, honest | dict(values))


INDEX = b"\x0a\x22\x0a\x20" + bytes(32)
VALUE = b"\x12\x42\x0a\x40" + bytes(64)
KEY = b"\x1a\x08\x0a\x06" + bytes(6)


def mutation_with(record: bytes, operation: bytes = b"\x08\x00") -> bytes:
    return operation + b"\x12" + bytes([len(record)]) + record


REFUSED: dict[str, tuple[Mapping[Any, Value], str]] = {
    "empty version": ({PATCH_VERSION: b""}, "SyncdVersion.version: expected this field"),
    "version twice": ({PATCH_VERSION: b"\x08\x01\x08\x02"}, "version: expected one value"),
    "version as bytes": ({PATCH_VERSION: b"\x0a\x00"}, "version: expected wire type 0, got 2"),
    "key id of 5 bytes": ({PATCH_KEY: b"\x0a\x05" + bytes(5)}, "KeyId.id: expected 6 bytes"),
    "no key id": ({PATCH_KEY: b""}, "KeyId.id: expected this field"),
    "mutation without record": ({MUTATIONS: (b"\x08\x00",)}, "SyncdMutation.record: expected this"),
    "unknown operation": (
        {MUTATIONS: (mutation_with(INDEX + VALUE + KEY, b"\x08\x02"),)},
        "SyncdMutation.operation: expected one of 0, 1, got 2",
    ),
    "operation twice": (
        {MUTATIONS: (mutation_with(INDEX + VALUE + KEY, b"\x08\x00\x08\x01"),)},
        "SyncdMutation.operation: expected one value",
    ),
    "no index": ({MUTATIONS: (mutation_with(VALUE + KEY),)}, "SyncdRecord.index: expected this"),
    "no value": ({MUTATIONS: (mutation_with(INDEX + KEY),)}, "SyncdRecord.value: expected this"),
    "no key": ({MUTATIONS: (mutation_with(INDEX + VALUE),)}, "SyncdRecord.keyId: expected this"),
    "index of 31 bytes": (
        {MUTATIONS: (mutation_with(b"\x0a\x21\x0a\x1f" + bytes(31) + VALUE + KEY),)},
        "SyncdIndex.blob: expected 32 bytes, got 31",
    ),
    "value of half a block": (
        {MUTATIONS: (mutation_with(INDEX + b"\x12\x3a\x0a\x38" + bytes(56) + KEY),)},
        "SyncdValue.blob: expected a start, whole blocks and a code, got 56 bytes",
    ),
    "value twice": (
        {MUTATIONS: (mutation_with(INDEX + b"\x12\x00" + b"\x12\x00" + KEY),)},
        "SyncdRecord.value: expected one value",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_well_formed_is_refused(name: str) -> None:
    values, reason = REFUSED[name]
    with pytest.raises(Malformed) as refusal:
        decode_patch(patch_with(values))
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("0a020801", "SyncdPatch.version: expected one value"),
        ("2220" + "00" * 32, "SyncdPatch.snapshotMac: expected one value"),
        ("2a20" + "00" * 32, "SyncdPatch.patchMac: expected one value"),
        ("30ff", "expected another byte"),
        ("00", "field number"),
        ("1001", "SyncdPatch.mutations: expected wire type 2, got 0"),
    ],
)
def test_what_follows_a_patch_is_read_as_strictly(end: str, reason: str) -> None:
    with pytest.raises(Malformed) as refusal:
        decode_patch(patch_with({}) + bytes.fromhex(end))
    assert reason in str(refusal.value)


def test_no_operation_counts_as_set() -> None:
    data = patch_with({MUTATIONS: (mutation_with(INDEX + VALUE + KEY, b""),)})
    assert decode_patch(data).mutations[0].operation is Operation.SET


@pytest.mark.parametrize(
    "changed",
    [
        replace(PATCH, version=-1),
        replace(PATCH, snapshot_mac=b""),
        replace(PATCH, patch_mac=bytes(33)),
        replace(PATCH, mutations=(replace(PATCH.mutations[0], index_mac=bytes(31)),)),
    ],
)
def test_the_caller_cannot_write_what_would_be_refused(changed: Any) -> None:
    with pytest.raises(ValueError, match="expected"):
        encode_patch(changed)
