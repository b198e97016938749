"""A stolen device: a copy of its store with what opens it, and the private keys in there."""

from __future__ import annotations

import shutil
from pathlib import Path

from mdaudit.reference.client.device import IDENTITY
from mdaudit.reference.client.store import Secret, Store
from mdaudit.reference.demo.eavesdropper import DeviceKeys, Eavesdropper
from mdaudit.reference.sender_keys import read_sender_keys
from mdaudit.reference.sessions import read_sessions
from mdaudit.reference.signed.signing import KeyPair


def copied(store: Path, copy: Path) -> Path:
    """Copy a store that is not in use; returns the copy."""
    return Path(shutil.copyfile(store, copy))


def thief_with(copy: Path, secret: Secret) -> Eavesdropper:
    """Whoever has the copy of a store, and what opens it.

    Raises:
        StoreError: it is no store, or the secret is another one.
    """
    store = Store.open(copy, secret)
    try:
        return Eavesdropper([_device(store)], map(read_sender_keys, _all(store, "sender-key/")))
    finally:
        store.close()


def _device(store: Store) -> DeviceKeys:
    (identity,) = map(IDENTITY.read, _all(store, "identity"))
    return DeviceKeys(
        KeyPair(identity.private),
        identity.registration_id,
        _pre_keys(store, "signed-pre-key/"),
        _pre_keys(store, "pre-key/"),
        list(map(read_sessions, _all(store, "session/"))),
    )


def _pre_keys(store: Store, prefix: str) -> dict[int, KeyPair]:
    names = store.names(prefix)
    return {int(name.removeprefix(prefix)): KeyPair(store.get(name) or b"") for name in names}


def _all(store: Store, prefix: str) -> list[bytes]:
    return [store.get(name) or b"" for name in store.names(prefix)]
