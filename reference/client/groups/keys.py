"""Sender keys in the store: the own one of each group, and those that other devices have brought.

They are kept under the group, and others' under the device whose session brought them, so that no
device is ever read under another's key. Everything here happens in the transaction of a step.
"""

from __future__ import annotations

import os

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.sender_keys import (
    OwnSenderKey,
    SenderKeyRecord,
    read_own_sender_key,
    read_sender_keys,
    write_own_sender_key,
    write_sender_keys,
)
from mdaudit.spec.objects.messages import SenderKeyDistribution, encode_sender_key_distribution
from mdaudit.spec.sorts import Group


def fresh_own_key(device: Device, group: Group) -> OwnSenderKey:
    """A new sender key for a group, in the place of an older one."""
    key = OwnSenderKey.generate(os.urandom)
    keep_own_key(device, group, key)
    return key


def own_key(device: Device, group: Group) -> OwnSenderKey:
    """The sender key that this device writes to a group under.

    Raises:
        LookupError: there is none; the caller is at fault.
    """
    stored = device.store.get(f"own-sender-key/{group}")
    if stored is None:
        raise LookupError(f"expected a sender key for {group}, got none")
    return read_own_sender_key(stored)


def keep_own_key(device: Device, group: Group, key: OwnSenderKey) -> None:
    """Keep the own sender key as it is after a message."""
    device.store.put(f"own-sender-key/{group}", write_own_sender_key(key))


def own_distribution(device: Device, group: Group) -> bytes:
    """The own sender key from its present position on, as it is given (``Message``, field 2).

    Raises:
        LookupError: there is none; the caller is at fault.
    """
    key = own_key(device, group).distribution()
    return encode_sender_key_distribution(SenderKeyDistribution(group, key))


def keys_of(device: Device, group: Group, writer: Partner) -> SenderKeyRecord:
    """The sender keys that a device has brought for a group; none if it brought none."""
    stored = device.store.get(_name(group, writer))
    return SenderKeyRecord() if stored is None else read_sender_keys(stored)


def keep_keys(device: Device, group: Group, writer: Partner, record: SenderKeyRecord) -> None:
    """Keep what a device has brought, as it is after a message."""
    device.store.put(_name(group, writer), write_sender_keys(record))


def forget_keys(device: Device, group: Group, writer: Partner) -> None:
    """Forget what a device has brought."""
    device.store.drop(_name(group, writer))


def _name(group: Group, writer: Partner) -> str:
    return f"sender-key/{group}/{writer.account}/{writer.index}/{writer.key.hex()}"
