"""The end of a device: its secrets are forgotten, and it says why.

What it saw stays readable in its log, which holds no secret: an owner who lost a device to a
malicious server needs it most.
"""

from __future__ import annotations

from pathlib import Path
from sqlite3 import DatabaseError
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.store import Secret, Store, StoreError, no_store
from mdaudit.reference.clock import Clock
from mdaudit.spec.objects import Malformed

REASON: Final = "wiped"
"""The name under which a wiped store keeps the reason."""

NEXT_STEP: Final = "link it again, with another store; `mdref log` still shows what it saw"


class WipedError(StoreError):
    """The device is none any more."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, "a device of an account", reason, NEXT_STEP)


def wipe(device: Device, reason: str) -> None:
    """Forget every key, session and text, and whatever waits to be sent."""
    with device.store.transaction():
        for name in device.store.names(""):
            device.store.drop(name)
        for number, _ in device.store.outbox():
            device.store.posted(number)
        device.store.put(REASON, reason.encode())


def open_device(path: Path, secret: Secret, clock: Clock) -> Device:
    """The device of a store.

    Raises:
        WipedError: it was wiped.
        StoreError: there is no store, or no whole device in it; it is in use, or the secret is
            another.
    """
    store = Store.open(path, secret)
    try:
        _check_not_wiped(store)
        return Device(store, clock)
    except (LookupError, ValueError, Malformed, DatabaseError) as problem:
        store.close()
        raise no_store(path, f"one that was changed or damaged ({problem})") from None
    except BaseException:
        store.close()
        raise


def _check_not_wiped(store: Store) -> None:
    """Check that there is a device in the store.

    Raises:
        WipedError: it was wiped.
        StoreError: whoever made the store was stopped before a device was in it.
    """
    reason = store.get(REASON)
    if reason is not None:
        raise WipedError(store.path, reason.decode())
    if store.get("identity") is None:
        raise StoreError(store.path, "a device", "an unfinished store", "delete it")
