"""Keys for app state: kept sealed by their names, taken from the primary, made and given by it.

What is due is read off the state each time, so nothing that a crash interrupts is forgotten: a key
that was made for others than the present companions is replaced, a companion that was not given the
newest one gets it, and app state that is under an older key is set again under the newest.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mdaudit.reference.app_state.owner import AppStateOwner
from mdaudit.reference.app_state.patching import SyncKey
from mdaudit.reference.app_state.replica import AppStateReplica
from mdaudit.reference.app_state.shared_key import (
    SharedKey,
    decode_share,
    decode_shared_key,
    described_key,
    encode_share,
    encode_shared_key,
)
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.incoming import Incoming
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.client.own.channel import linked_companions, tell_own_device
from mdaudit.reference.own_data.messages import OwnMessage, Subject
from mdaudit.spec.objects.app_state import KeyId, derived_keys, encode_key_id
from mdaudit.spec.objects.app_state.sync_key import SYNC_KEY_LENGTH
from mdaudit.spec.reading import NotPossible
from mdaudit.spec.sorts import PRIMARY, Epoch
from mdaudit.spec.state.app_state import AppStateKey, key_life

WANTED: Final = "app-state-wanted"
"""The name under which a device keeps that it has a key for patches it could not read before."""

NEXT_EPOCH: Final = "app-state-epoch"
"""The name under which a primary keeps the least epoch for its next key, if there is such a one."""

LEFT_OUT: Final = 1_000
"""Epochs that a restored primary leaves out: keys that it does not know of may have had them."""


@dataclass(frozen=True)
class KeptKey:
    """A key that this device has."""

    described: AppStateKey
    """As the steps know it."""
    sync: SyncKey
    """What it is used as."""


def kept_key(device: Device, name: bytes) -> KeptKey | None:
    """The key of a name of 6 bytes, if this device has it."""
    octets = device.store.get(f"app-state-key/{name.hex()}")
    if octets is None:
        return None
    shared = decode_shared_key(octets)
    sync = SyncKey(shared.id, derived_keys(shared.secret))
    return KeptKey(described_key(octets, shared), sync)


def kept_keys(device: Device) -> list[KeptKey]:
    """All keys that this device has."""
    names = device.store.names("app-state-key/")
    found = (kept_key(device, bytes.fromhex(name.split("/")[1])) for name in names)
    return [key for key in found if key is not None]


def take_keys(device: Device, incoming: Incoming, body: bytes) -> None:
    """A device sends keys for app state. In a transaction.

    Raises:
        Refused: the device is not one of the own account (SYNC-1).
        NotPossible: it is not the primary, or there is no session with it any more.
        Malformed: what it sends are no keys.
    """
    replica = AppStateReplica(device.name, device.party)
    for octets in decode_share(body):
        shared = decode_shared_key(octets)
        replica.take_key(incoming.partner.row, described_key(octets, shared), device.clock())
        _keep(device, shared, octets)
        device.store.put(WANTED, b"")


def owner_of(device: Device) -> AppStateOwner:
    """The device in its role as the primary that makes the keys."""
    return AppStateOwner(device.account, device.party)


def newest_key(device: Device) -> KeptKey | None:
    """The newest key that this primary made; None before the first."""
    newest = owner_of(device).newest
    return next((key for key in kept_keys(device) if key.described == newest), None)


def make_key_if_due(device: Device) -> None:
    """Make a new key if the newest was made for others than are linked now. In a transaction.

    Raises:
        Refused: never for an honest primary (REV-3).
    """
    owner = owner_of(device)
    wanted = frozenset({PRIMARY, *(one.index for one in linked_companions(device))})
    newest = owner.newest
    if newest.key_indexes == wanted and key_life(newest) == device.life:
        return
    shared = SharedKey(
        KeyId(_next_epoch(device), device.index),
        os.urandom(SYNC_KEY_LENGTH),
        device.life,
        device.primary.high_water,
        wanted,
        device.clock(),
    )
    octets = encode_shared_key(shared)
    owner.make_key(described_key(octets, shared), device.clock())
    _keep(device, shared, octets)


def leave_epochs_out(device: Device) -> None:
    """Give no key a name that a key may have which was made since the backup. In a transaction."""
    device.store.put(NEXT_EPOCH, str(owner_of(device).next_epoch + LEFT_OUT).encode())


def give_key_if_due(device: Device, companions: Iterable[Partner]) -> None:
    """Give the newest key to each of these companions that was not given it. In a transaction.

    Raises:
        Refused: a companion that it was made for is not linked any more (REV-3).
        NoSession: there is no session with one of them.
    """
    owner, newest = owner_of(device), newest_key(device)
    for companion in companions:
        if newest is not None and not owner.was_given(companion.index):
            octets = device.store.get(_name(newest.sync.id)) or b""
            owner.give_key(companion.index, device.clock())
            share = OwnMessage(Subject.APP_STATE_KEYS, encode_share((octets,)))
            tell_own_device(device, companion, share)


def give_key_again(device: Device, companion: Partner, share: bytes) -> None:
    """Ask to give a companion once more what it was given in this share. In a transaction.

    Raises:
        Refused: a companion that the key was made for is not linked any more (REV-3).
        NotPossible: there is a newer key, or it was not made for this one.
    """
    owner = owner_of(device)
    for octets in decode_share(share):
        if described_key(octets, decode_shared_key(octets)) != owner.newest:
            raise NotPossible("the key is the newest one")
        owner.give_key(companion.index, device.clock())


def _next_epoch(device: Device) -> Epoch:
    least = int(device.store.get(NEXT_EPOCH) or b"0")
    return Epoch(max(least, owner_of(device).next_epoch))


def _keep(device: Device, shared: SharedKey, octets: bytes) -> None:
    device.store.put(_name(shared.id), octets)


def _name(key_id: KeyId) -> str:
    return f"app-state-key/{encode_key_id(key_id).hex()}"
