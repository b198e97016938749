"""A recorded sync key, and patches made under it, that the tests of app state share."""

from dataclasses import replace

from mdaudit.spec.objects.app_state import (
    ActionData,
    Collection,
    DerivedKeys,
    Mutation,
    Operation,
    Patch,
    decode_key_id,
    derived_keys,
    patch_mac,
    seal_mutation,
    snapshot_mac,
)
from mdaudit.spec.objects.app_state.collection import replayed
from tests.spec.objects.support import recorded

RECORDED = recorded("app_state.json")
KEYS: DerivedKeys = derived_keys(bytes.fromhex(RECORDED["sync_key"]))
KEY_ID = decode_key_id(bytes.fromhex(RECORDED["key_id"]))
START = bytes(range(16))


def mutation(operation: Operation, index: bytes, value: bytes = b"value") -> Mutation:
    """Return an honest mutation."""
    return seal_mutation(KEYS, KEY_ID, operation, ActionData(index, value, 1), start=START)


def set_(index: bytes, value: bytes = b"value") -> Mutation:
    return mutation(Operation.SET, index, value)


def remove(index: bytes) -> Mutation:
    return mutation(Operation.REMOVE, index)


def next_patch(collection: Collection, *mutations: Mutation) -> Patch:
    """Return an honest next patch of the collection."""
    version = collection.version + 1
    bare = Patch(version, mutations, b"", b"", KEY_ID)
    after = replayed(collection, bare)
    vouched = snapshot_mac(KEYS, after.lt_hash, version, collection.name)
    patch = replace(bare, snapshot_mac=vouched)
    return replace(patch, patch_mac=patch_mac(KEYS, patch, collection.name))
