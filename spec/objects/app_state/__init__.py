"""App state: settings that all devices of one account share, as patches that the server orders.

The server holds each collection as numbered patches and cannot read them. Every value has a code of
its own (`mutation`). A homomorphic hash over all values that are in force (`lt_hash`) lets a device
check the whole without keeping it, and two codes over each patch (`patch`) bind hash, number and
name of the collection. So a server that drops, repeats or reorders a patch, or a value in one, is
found out at once (SYNC-2, `collection`).

**What this does not show:** that the collection is the newest. A server may stop at any patch, for
each device at another one.

Reading order: `sync_key` (what everything is under), `mutation`, `lt_hash`, `patch`, `collection`,
`snapshot`.

Source: white paper, app state; open clients agree on every byte, but not on whether to check.
"""

from mdaudit.spec.objects.app_state.collection import (
    Collection,
    apply_patch,
    follows,
    hash_is_replay,
    patch_follows,
)
from mdaudit.spec.objects.app_state.lt_hash import EMPTY, lt_hash
from mdaudit.spec.objects.app_state.mutation import (
    ActionData,
    Mutation,
    Operation,
    open_mutation,
    seal_mutation,
)
from mdaudit.spec.objects.app_state.patch import (
    Patch,
    decode_patch,
    encode_patch,
    patch_mac,
    patch_mac_holds,
    snapshot_mac,
    snapshot_mac_holds,
)
from mdaudit.spec.objects.app_state.snapshot import (
    Snapshot,
    decode_snapshot,
    encode_snapshot,
    start_from,
)
from mdaudit.spec.objects.app_state.sync_key import (
    DerivedKeys,
    KeyId,
    decode_key_id,
    derived_keys,
    encode_key_id,
    key_in_use,
)

__all__ = [
    "EMPTY",
    "ActionData",
    "Collection",
    "DerivedKeys",
    "KeyId",
    "Mutation",
    "Operation",
    "Patch",
    "Snapshot",
    "apply_patch",
    "decode_key_id",
    "decode_patch",
    "decode_snapshot",
    "derived_keys",
    "encode_key_id",
    "encode_patch",
    "encode_snapshot",
    "follows",
    "hash_is_replay",
    "key_in_use",
    "lt_hash",
    "open_mutation",
    "patch_follows",
    "patch_mac",
    "patch_mac_holds",
    "seal_mutation",
    "snapshot_mac",
    "snapshot_mac_holds",
    "start_from",
]
