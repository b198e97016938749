"""Snapshots: a recorded one that leads to where the patches lead, and what is refused."""

from dataclasses import replace

import pytest

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.app_state import (
    Collection,
    Snapshot,
    apply_patch,
    decode_patch,
    decode_snapshot,
    derived_keys,
    encode_snapshot,
    hash_is_replay,
    lt_hash,
    open_mutation,
    snapshot_mac,
    start_from,
)
from mdaudit.spec.objects.app_state.lt_hash import EMPTY
from mdaudit.spec.objects.app_state.snapshot import RECORDS, SYNCD_SNAPSHOT
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.objects.wire import read_message
from tests.spec.objects.app_state.sample import KEY_ID, KEYS, RECORDED, next_patch, remove, set_
from tests.spec.objects.support import single_bit_flips

DATA = bytes.fromhex(RECORDED["snapshot"])
NAME = RECORDED["name"]


def snapshot_of(*records: bytes) -> Snapshot:
    """Return an honest snapshot with values about these."""
    mutations = tuple(map(set_, records))
    values = lt_hash(EMPTY, add=[each.value_mac for each in mutations])
    return Snapshot(3, mutations, snapshot_mac(KEYS, values, 3, NAME), KEY_ID)


SNAPSHOT = snapshot_of(b"one", b"two")


def test_a_recorded_snapshot_is_read_and_written() -> None:
    snapshot = decode_snapshot(DATA)
    assert snapshot.version == len(RECORDED["patches"])
    assert snapshot.reports == ()
    assert encode_snapshot(snapshot) == DATA


def test_a_recorded_snapshot_and_the_patches_lead_to_the_same() -> None:
    collection = Collection(NAME)
    for case in RECORDED["patches"]:
        collection = apply_patch(collection, decode_patch(bytes.fromhex(case["patch"])), KEYS)
    assert start_from(decode_snapshot(DATA), KEYS, NAME) == collection
    assert hash_is_replay(collection)


def test_the_next_patch_follows_a_snapshot() -> None:
    collection = start_from(SNAPSHOT, KEYS, NAME)
    after = apply_patch(collection, next_patch(collection, remove(b"one")), KEYS)
    assert set(after.values) == {set_(b"two").index_mac}
    assert after.version == 4


def test_a_snapshot_of_nothing_is_the_empty_collection() -> None:
    assert start_from(snapshot_of(), KEYS, NAME) == Collection(NAME, 3)


@pytest.mark.parametrize(
    "changed",
    [
        replace(SNAPSHOT, records=SNAPSHOT.records[:1]),
        replace(SNAPSHOT, records=(*SNAPSHOT.records, set_(b"three"))),
        replace(SNAPSHOT, version=2),
        replace(SNAPSHOT, mac=bytes(32)),
        replace(SNAPSHOT, mac=SNAPSHOT.mac[:31]),
    ],
    ids=["a value left out", "a value more", "older", "another code", "a shorter code"],
)
def test_a_snapshot_that_nobody_vouches_for_is_refused(changed: Snapshot) -> None:
    with pytest.raises(Unauthentic, match="snapshot MAC: expected the one of these values"):
        start_from(changed, KEYS, NAME)


def test_name_and_key_of_the_collection_count() -> None:
    with pytest.raises(Unauthentic):
        start_from(SNAPSHOT, KEYS, "regular")
    with pytest.raises(Unauthentic):
        start_from(SNAPSHOT, derived_keys(bytes(32)), NAME)


def test_no_changed_bit_changes_what_is_in_force() -> None:
    expected = start_from(SNAPSHOT, KEYS, NAME)
    for _, flipped in single_bit_flips(encode_snapshot(SNAPSHOT)):
        try:
            changed = decode_snapshot(flipped)
            opened = [open_mutation(KEYS, record) for record in changed.records]
            after = start_from(changed, KEYS, NAME)
        except (Malformed, Unauthentic):
            continue
        assert [data.index for data in opened] == [b"one", b"two"]
        assert after == expected


def test_two_values_with_one_index_are_refused() -> None:
    with pytest.raises(Malformed, match="an index of its own for each, got 1 of 2"):
        snapshot_of(b"one", b"one")
    record = read_message(SYNCD_SNAPSHOT, DATA).all_octets(RECORDS)[0]
    with pytest.raises(Malformed, match="an index of its own for each"):
        decode_snapshot(
            DATA + b"\x12" + bytes([len(record) % 128 | 128, len(record) // 128]) + record
        )


@pytest.mark.parametrize("end", range(0, len(DATA), 7))
def test_a_snapshot_cut_short_is_refused(end: int) -> None:
    with pytest.raises(Malformed):
        decode_snapshot(DATA[:end])


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("0a020801", "SyncdSnapshot.version: expected one value"),
        ("1a20" + "00" * 32, "SyncdSnapshot.mac: expected one value"),
        ("1200", "SyncdRecord.index: expected this field"),
        ("1001", "SyncdSnapshot.records: expected wire type 2, got 0"),
        ("00", "field number"),
    ],
)
def test_what_follows_is_read_as_strictly(end: str, reason: str) -> None:
    with pytest.raises(Malformed) as refusal:
        decode_snapshot(DATA + bytes.fromhex(end))
    assert reason in str(refusal.value)


def test_unknown_fields_are_kept() -> None:
    snapshot = replace(SNAPSHOT, unknown=b"\x28\x01")
    assert decode_snapshot(encode_snapshot(snapshot)) == snapshot
