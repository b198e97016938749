"""Collections: recorded patches applied one after another, and every patch that is not the next."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.app_state import (
    Collection,
    Patch,
    apply_patch,
    decode_patch,
    derived_keys,
    encode_patch,
    follows,
    hash_is_replay,
    lt_hash,
    open_mutation,
    patch_follows,
    patch_mac,
)
from mdaudit.spec.objects.app_state.collection import replayed
from mdaudit.spec.objects.unauthentic import Unauthentic
from tests.spec.objects.app_state.sample import KEYS, RECORDED, next_patch, remove, set_
from tests.spec.objects.support import single_bit_flips

EMPTY = Collection("regular")
FIRST = next_patch(EMPTY, set_(b"one"), set_(b"two"))
ONCE = apply_patch(EMPTY, FIRST, KEYS)
SECOND = next_patch(ONCE, set_(b"one", b"new"), remove(b"two"))


def recorded_patches() -> Iterator[tuple[Patch, str]]:
    for case in RECORDED["patches"]:
        yield decode_patch(bytes.fromhex(case["patch"])), case["hash"]


def test_recorded_patches_follow_one_another_to_the_recorded_hashes() -> None:
    collection = Collection(RECORDED["name"])
    for patch, expected in recorded_patches():
        assert patch_follows(collection, patch, KEYS)
        collection = apply_patch(collection, patch, KEYS)
        assert collection.lt_hash.hex() == expected
        assert hash_is_replay(collection)
    assert collection.version == len(RECORDED["patches"])


def test_a_recorded_patch_of_several_mutations_follows() -> None:
    case = RECORDED["several"]
    patch = decode_patch(bytes.fromhex(case["patch"]))
    collection = apply_patch(Collection(case["name"]), patch, KEYS)
    assert len(patch.mutations) == 5
    assert len(collection.values) == 2
    assert collection.lt_hash.hex() == case["hash"]


def test_recorded_patches_follow_in_no_other_order() -> None:
    patches = [patch for patch, _ in recorded_patches()]
    collection = Collection(RECORDED["name"])
    for expected in patches:
        for patch in patches:
            assert patch_follows(collection, patch, KEYS) == (patch is expected)
        collection = apply_patch(collection, expected, KEYS)


@given(
    st.lists(
        st.lists(st.tuples(st.booleans(), st.sampled_from([b"one", b"two", b"three"])), max_size=3),
        max_size=4,
    )
)
def test_the_hash_is_always_the_one_of_what_is_in_force(
    steps: list[list[tuple[bool, bytes]]],
) -> None:
    collection, expected = EMPTY, set[bytes]()
    for step in steps:
        mutations = [(set_ if enters else remove)(index) for enters, index in step]
        collection = apply_patch(collection, next_patch(collection, *mutations), KEYS)
        for enters, index in step:
            (expected.add if enters else expected.discard)(set_(index).index_mac)
        assert set(collection.values) == expected
        assert hash_is_replay(collection)


def test_removing_what_is_not_there_changes_nothing() -> None:
    after = apply_patch(ONCE, next_patch(ONCE, remove(b"three")), KEYS)
    assert (after.values, after.lt_hash) == (ONCE.values, ONCE.lt_hash)


NOT_NEXT = {
    "again": (ONCE, FIRST, "patch version: expected 2, got 1"),
    "one left out": (EMPTY, SECOND, "patch version: expected 1, got 2"),
    "renumbered": (ONCE, replace(FIRST, version=2), "patch MAC: expected the one of this patch"),
    "of another collection": (Collection("regular_low"), FIRST, "patch MAC: expected the one of"),
    "with a value left out": (
        EMPTY,
        replace(FIRST, mutations=FIRST.mutations[:1]),
        "patch MAC",
    ),
    "with values in another order": (
        EMPTY,
        replace(FIRST, mutations=FIRST.mutations[::-1]),
        "patch MAC",
    ),
    "with another code": (EMPTY, replace(FIRST, patch_mac=bytes(32)), "patch MAC"),
    "with another snapshot code": (EMPTY, replace(FIRST, snapshot_mac=bytes(32)), "patch MAC"),
    "after another past": (
        replace(ONCE, lt_hash=lt_hash(ONCE.lt_hash, add=[bytes(32)])),
        SECOND,
        "snapshot MAC: expected the one of regular as replayed to version 2, got another",
    ),
    "after a value was withheld": (
        replace(ONCE, values={set_(b"one").index_mac: ONCE.values[set_(b"one").index_mac]}),
        SECOND,
        "snapshot MAC",
    ),
    "with an index exchanged": (
        ONCE,
        replace(
            SECOND,
            mutations=(
                replace(SECOND.mutations[0], index_mac=bytes(32)),
                SECOND.mutations[1],
            ),
        ),
        "snapshot MAC",
    ),
}


@pytest.mark.parametrize("name", NOT_NEXT)
def test_a_patch_that_is_not_the_next_is_refused(name: str) -> None:
    collection, patch, reason = NOT_NEXT[name]
    assert not patch_follows(collection, patch, KEYS)
    with pytest.raises(Unauthentic) as refusal:
        apply_patch(collection, patch, KEYS)
    assert reason in str(refusal.value)


def test_no_changed_bit_changes_what_is_in_force() -> None:
    patch = next_patch(EMPTY, set_(b"one"), set_(b"two"), remove(b"one"))
    expected = apply_patch(EMPTY, patch, KEYS)
    for _, flipped in single_bit_flips(encode_patch(patch)):
        try:
            changed = decode_patch(flipped)
            opened = [open_mutation(KEYS, mutation) for mutation in changed.mutations]
            after = apply_patch(EMPTY, changed, KEYS)
        except (Malformed, Unauthentic):
            continue
        assert [data.index for data in opened] == [b"one", b"two", b"one"]
        assert after == expected


def test_under_another_sync_key_nothing_follows() -> None:
    assert patch_follows(ONCE, SECOND, KEYS)
    assert not patch_follows(ONCE, SECOND, derived_keys(bytes(32)))


def test_a_holder_of_the_patch_key_alone_cannot_change_the_hash() -> None:
    changed = replace(SECOND, mutations=SECOND.mutations[:1])
    vouched = replace(changed, patch_mac=patch_mac(KEYS, changed, "regular"))
    with pytest.raises(Unauthentic, match="snapshot MAC"):
        apply_patch(ONCE, vouched, KEYS)


def test_the_next_version_is_one_more() -> None:
    assert follows(ONCE, SECOND)
    assert not follows(ONCE, replace(SECOND, version=3))
    assert not follows(ONCE, FIRST)


def test_replaying_leaves_the_collection_as_it_was() -> None:
    before = dict(ONCE.values)
    assert replayed(ONCE, SECOND) != ONCE
    assert ONCE.values == before


def test_a_hash_that_is_not_of_the_values_is_noticed() -> None:
    assert hash_is_replay(ONCE)
    assert not hash_is_replay(replace(ONCE, lt_hash=bytes(128)))
    assert not hash_is_replay(replace(ONCE, values={}))
