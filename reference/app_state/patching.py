"""Patches: how the next one is made, and what comes out of one that was received.

Only what enters is decrypted, under the key of the patch. What leaves is named by its code, and the
hash says whether it was there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mdaudit.reference.app_state.kept import COLLECTION, AppState, KeptValue
from mdaudit.reference.signed.signing import Randomness
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.aes import BLOCK_LENGTH
from mdaudit.spec.objects.app_state import (
    ActionData,
    DerivedKeys,
    KeyId,
    Mutation,
    Operation,
    Patch,
    encode_key_id,
    open_mutation,
    patch_mac,
    patch_mac_holds,
    seal_mutation,
    snapshot_mac,
    snapshot_mac_holds,
)
from mdaudit.spec.objects.app_state.collection import replayed
from mdaudit.spec.objects.unauthentic import Unauthentic


@dataclass(frozen=True)
class SyncKey:
    """A key by name, with what is derived from it."""

    id: KeyId
    keys: DerivedKeys


@dataclass(frozen=True)
class Replay:
    """What a patch makes of an app state."""

    before: AppState
    """What it is replayed on."""
    after: AppState
    """What comes out."""
    is_authentic: bool
    """Whether all codes hold: of the patch, of what comes out, and of each value that enters."""


def setting_patch(
    state: AppState, key: SyncKey, action: ActionData, randomness: Randomness
) -> Patch:
    """The next patch, which sets one thing; takes 16 random bytes.

    What was set under an older key has another code there; it is for `rekeying_patch` to change.
    """
    return _next(state, key, [_sealed(key, Operation.SET, action, randomness)])


def rekeying_patch(
    state: AppState,
    old: Callable[[bytes], SyncKey],
    new: SyncKey,
    actions: Iterable[ActionData],
    randomness: Randomness,
) -> Patch:
    """The next patch, which removes all values and sets these under a new key.

    `old` finds a key by its name of 6 bytes. Takes 16 random bytes for each mutation.
    """
    removed = [_removal(value, old, new, randomness) for value in state.values]
    entering = [_sealed(new, Operation.SET, action, randomness) for action in actions]
    return _next(state, new, [*removed, *entering])


def unread(state: AppState, patch: Patch) -> AppState:
    """The state after a patch for which there is no key: the codes of values, and no value."""
    after = replayed(state.collection, patch)
    codes = sorted(after.values.items())
    values = tuple(KeptValue(index, value, b"", b"", None, 0) for index, value in codes)
    return AppState(after.version, after.lt_hash, values, encode_key_id(patch.key_id))


def start_before(patch: Patch) -> AppState:
    """The empty state that a new companion begins on: right before the first patch it can read."""
    return AppState(version=patch.version - 1)


def replay(state: AppState, patch: Patch, key: SyncKey) -> Replay:
    """Replay a patch; `key` is the one that it names. Whether it counts is for SYNC-2 to say."""
    collection = replayed(state.collection, patch)
    try:
        values = _values(state, patch, key)
    except (Malformed, Unauthentic):
        values = None
    vouched = snapshot_mac_holds(
        key.keys, collection.lt_hash, patch.version, COLLECTION, patch.snapshot_mac
    )
    is_authentic = values is not None and vouched and patch_mac_holds(key.keys, patch, COLLECTION)
    name = encode_key_id(key.id)
    after = AppState(patch.version, collection.lt_hash, values or (), name)
    return Replay(state, after, is_authentic)


def _values(state: AppState, patch: Patch, key: SyncKey) -> tuple[KeptValue, ...]:
    """The values that are in force after a patch, decrypted.

    Raises:
        Unauthentic: no holder of the key encrypted a value, or it is under another key.
        Malformed: what was encrypted is no value.
    """
    values = {value.index_mac: value for value in state.values}
    for mutation in patch.mutations:
        values.pop(mutation.index_mac, None)
        if mutation.operation is Operation.SET:
            values[mutation.index_mac] = _opened(mutation, key)
    return tuple(values.values())


def _opened(mutation: Mutation, key: SyncKey) -> KeptValue:
    if mutation.key_id != key.id:
        raise Unauthentic("value key", "the key of the patch", "another")
    action = open_mutation(key.keys, mutation)
    name = encode_key_id(key.id)
    said = (action.index, action.value, action.version)
    return KeptValue(mutation.index_mac, mutation.value_mac, name, *said)


def _sealed(
    key: SyncKey, operation: Operation, action: ActionData, randomness: Randomness
) -> Mutation:
    start = randomness(BLOCK_LENGTH)
    return seal_mutation(key.keys, key.id, operation, action, start=start)


def _removal(
    value: KeptValue, old: Callable[[bytes], SyncKey], new: SyncKey, randomness: Randomness
) -> Mutation:
    """What was not read is named by its code alone."""
    if value.key_id:
        return _sealed(old(value.key_id), Operation.REMOVE, value.action, randomness)
    removal = _sealed(new, Operation.REMOVE, value.action, randomness)
    return replace(removal, index_mac=value.index_mac)


def _next(state: AppState, key: SyncKey, mutations: Iterable[Mutation]) -> Patch:
    version = state.version + 1
    bare = Patch(version, tuple(mutations), b"", b"", key.id)
    lt_hash = replayed(state.collection, bare).lt_hash
    vouched = replace(bare, snapshot_mac=snapshot_mac(key.keys, lt_hash, version, COLLECTION))
    return replace(vouched, patch_mac=patch_mac(key.keys, vouched, COLLECTION))
