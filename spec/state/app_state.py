"""App-state keys and patches: who holds the key can make a patch, nobody can change one."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Content, ContentSet
from mdaudit.spec.sorts import NO_LIFE, Digest, Epoch, Index, RawId, Version


@dataclass(frozen=True)
class AppStateKey:
    """A key for app state (``AppStateSyncKeyData``) with the fingerprint that travels with it."""

    name: str
    """Stands for the secret bytes."""

    key_life: RawId = NO_LIFE
    key_epoch: Epoch = Epoch(0)
    key_indexes: frozenset[Index] = frozenset()

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Patch:
    """One change of app state, and the state that its writer says comes out of it."""

    name: str
    """Tells objects apart that say the same."""

    patch_version: Version = Version(0)
    hash_before: Digest = Digest("")
    hash_after: Digest = Digest("")

    def __str__(self) -> str:
        return self.name


NO_APP_STATE_KEY = AppStateKey("no app-state key")
"""No key was made yet."""

NO_PATCH = Patch("no patch")
"""Nothing was replayed yet."""

key_life = Content[AppStateKey, RawId]("key_life", AppStateKey, RawId)
"""The life that the key belongs to."""
key_epoch = Content[AppStateKey, Epoch]("key_epoch", AppStateKey, Epoch)
"""The key's place in the order of the account's keys."""
made_for = ContentSet[AppStateKey, Index]("key_indexes", AppStateKey, Index)
"""The devices that the key was made for."""

patch_version = Content[Patch, Version]("patch_version", Patch, Version)
"""The version of the app state after the patch."""
hash_before = Content[Patch, Digest]("hash_before", Patch, Digest)
"""The state that the patch was written on."""
hash_after = Content[Patch, Digest]("hash_after", Patch, Digest)
"""The state that comes out, as the snapshot MAC covers it."""

APP_STATE_CONTENTS = (
    key_life,
    key_epoch,
    made_for,
    patch_version,
    hash_before,
    hash_after,
)
"""All contents of app-state keys and patches."""
