"""Registering: a device becomes the primary of an account, and begins lives of it.

Registering an account again with a new store is an identity change for everybody: the key is
another one. A new life under the same key drops the companions and keeps the identity. Whoever
restores a backup has to begin one (OWN-3).
"""

from __future__ import annotations

import os
from typing import Final

from mdaudit.reference.client.app_state.keys import leave_epochs_out
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.keys import fresh_own_key
from mdaudit.reference.client.groups.membership import member_of
from mdaudit.reference.client.lists.publishing import confirm, publish, wait_for_a_later_second
from mdaudit.reference.client.messages.pre_keys import make_pre_keys
from mdaudit.reference.client.outbox import Errand, post
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.parties.primary import Primary
from mdaudit.reference.protocol.account import Registration
from mdaudit.spec.sorts import Account, Group, RawId

LIFE_BYTES: Final = 4
"""Bytes in the random number that names a life."""

SESSIONS: Final = "session/"
OWN_SENDER_KEYS: Final = "own-sender-key/"
"""How the names of those secrets begin that messages are encrypted under."""


def register(device: Device, account: Account, platform: str) -> None:
    """Become the primary of an account, in its first life; the server is told afterwards.

    Raises:
        NotPossible: the device belongs to an account already.
    """
    clock, key = device.clock(), device.keys.public
    primary = Primary(account, device.keys, os.urandom, device.party)
    with device.transaction():
        device.peer.set_up(account, key, clock)
        primary.register(fresh_life(), clock)
        signed_list = primary.refresh(clock)
        device.peer.pin(account, key, primary.life, clock)
        device.peer.receive_list(account, signed_list, clock)
        keys = make_pre_keys(device)
        name = device.identity.name
        post(device, Registration(key, primary.life, signed_list, keys, name, platform))


def is_registered(device: Device) -> bool:
    """Whether the server confirmed the account of this primary."""
    s = device.party.state
    return s.confirmed(device.keys.public, s.newest(device.keys.public))


def begin_life(device: Device) -> None:
    """Begin another life under the same key; every companion is gone with the old one.

    Raises:
        Refused: the clock is not later than the last list (OWN-1).
    """
    wait_for_a_later_second(device)
    with device.transaction():
        publish(device, device.primary.begin_life(fresh_life(), device.clock()))


def back_up(device: Device) -> None:
    """Make the store one that can be put aside: a copy of its file is a backup from now on."""
    with device.transaction():
        device.primary.back_up(device.clock())


def restore(device: Device) -> None:
    """Go on from a copy of a store, in another life. What was sent since is not known here.

    So nothing is encrypted with the keys in the copy: sessions and sender keys begin anew.

    Raises:
        NotPossible: the store is not a backup.
    """
    with device.transaction():
        publish(device, device.primary.restore_backup(fresh_life(), device.clock()))
        _begin_keys_anew(device)


def _begin_keys_anew(device: Device) -> None:
    """Encrypt nothing more under keys that were, or may have been, used since the backup."""
    for name in device.store.names(SESSIONS):
        device.store.drop(name)
    for name in device.store.names(OWN_SENDER_KEYS):
        group = Group(name.removeprefix(OWN_SENDER_KEYS))
        chain = fresh_own_key(device, group).name
        member_of(device).make_key(group, chain, device.clock())
    leave_epochs_out(device)
    post(device, make_pre_keys(device))


def fresh_life() -> RawId:
    """A random number for a life."""
    return RawId(int.from_bytes(os.urandom(LIFE_BYTES)))


def _hand(device: Device, remote: Remote, registration: Registration) -> None:
    remote.register(device.account, registration)


def _done(device: Device, registration: Registration, _: None) -> None:
    confirm(device, registration.signed_list)


def _failed(_device: Device, _registration: Registration, refusal: ServerRefused) -> None:
    """Without an account there is nothing else to do: it waits on, until the server takes it."""
    raise refusal


REGISTRATION: Final = Errand(Registration, _hand, _done, _failed)
"""A new account, or a new primary of one."""
