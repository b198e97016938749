"""Collections: what is in force after some patches, and whether a patch is the next one (SYNC-2).

A patch is the next one if it has the next version, if a holder of its key made it for this
collection, and if the hash of the collection replayed with it is the one that the patch vouches
for. The codes are compared in constant time.

**Decision: removing what is not there changes nothing**, as in open clients. The hash then decides:
it holds if the maker of the patch did not have the value either, and fails if somebody withheld it.

Whether each value is authentic is asked by `open_mutation`, and must be before a patch is applied:
the codes here cover the codes of the values, not the values.

Source: white paper, app state; open clients agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hmac import compare_digest
from types import MappingProxyType

from mdaudit.spec.objects.app_state.lt_hash import EMPTY, lt_hash
from mdaudit.spec.objects.app_state.mutation import Mutation, Operation
from mdaudit.spec.objects.app_state.patch import Patch, patch_mac_holds, snapshot_mac_holds
from mdaudit.spec.objects.app_state.sync_key import DerivedKeys
from mdaudit.spec.objects.unauthentic import Unauthentic


@dataclass(frozen=True)
class Collection:
    """The values that are in force in one collection, by their codes.

    Source: open clients agree.
    """

    name: str
    """Which collection it is: ``regular_low``."""

    version: int = 0
    """The number of the last patch; 0 before the first."""

    values: Mapping[bytes, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """The code of each value by the code of its index."""

    lt_hash: bytes = EMPTY
    """The hash of all values, 128 bytes."""


def follows(collection: Collection, patch: Patch) -> bool:
    """Whether the patch has the version after the collection's."""
    return patch.version == collection.version + 1


def hash_is_replay(collection: Collection) -> bool:
    """Whether the hash is the one of the values, computed from nothing."""
    return compare_digest(lt_hash(EMPTY, add=collection.values.values()), collection.lt_hash)


def patch_follows(collection: Collection, patch: Patch, keys: DerivedKeys) -> bool:
    """Whether the patch is the next one of this collection (SYNC-2).

    `keys` are those of the sync key that the patch names.
    """
    return _refusal(collection, replayed(collection, patch), patch, keys) is None


def apply_patch(collection: Collection, patch: Patch, keys: DerivedKeys) -> Collection:
    """Return the collection after the patch; `keys` are those of the sync key that it names.

    Raises:
        Unauthentic: it is not the next patch of this collection.
    """
    after = replayed(collection, patch)
    refusal = _refusal(collection, after, patch, keys)
    if refusal is not None:
        raise refusal
    return after


def replayed(collection: Collection, patch: Patch) -> Collection:
    """Return the collection with what the patch does to it, whether or not it is the next one."""
    values = dict(collection.values)
    entering: list[bytes] = []
    leaving: list[bytes] = []
    for mutation in patch.mutations:
        _replay(values, mutation, entering, leaving)
    return replace(
        collection,
        version=patch.version,
        values=MappingProxyType(values),
        lt_hash=lt_hash(collection.lt_hash, add=entering, subtract=leaving),
    )


def _replay(
    values: dict[bytes, bytes], mutation: Mutation, entering: list[bytes], leaving: list[bytes]
) -> None:
    """Let one mutation change the values, and note which enter the hash and which leave it."""
    replaced = values.pop(mutation.index_mac, None)
    if replaced is not None:
        leaving.append(replaced)
    if mutation.operation is Operation.SET:
        values[mutation.index_mac] = mutation.value_mac
        entering.append(mutation.value_mac)


def _refusal(
    before: Collection, after: Collection, patch: Patch, keys: DerivedKeys
) -> Unauthentic | None:
    """Why the patch is not the next one, if it is not."""
    if not follows(before, patch):
        return Unauthentic("patch version", f"{before.version + 1}", f"{patch.version}")
    if not patch_mac_holds(keys, patch, before.name):
        expected = f"the one of this patch of {before.name} under its sync key"
        return Unauthentic("patch MAC", expected, "another")
    if not snapshot_mac_holds(keys, after.lt_hash, patch.version, before.name, patch.snapshot_mac):
        expected = f"the one of {before.name} as replayed to version {patch.version}"
        return Unauthentic("snapshot MAC", expected, "another")
    return None
