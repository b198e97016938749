"""The device's own pre keys: made, kept sealed, handed to the server, used once.

Others begin a session with them while this device is away. The private halves are stored before the
public ones leave the device, so no message can come for a key that is not there.
"""

from __future__ import annotations

import os
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.protocol.prekeys import OneTimePreKey, PreKeys, SignedPreKey
from mdaudit.reference.sessions import PreKeys as Lookup
from mdaudit.reference.sessions import sign_pre_key
from mdaudit.reference.signed.signing import KeyPair

ONE_TIME: Final = "pre-key/{number}"
SIGNED: Final = "signed-pre-key/{number}"
NEXT: Final = "next-pre-key"
"""Names of secrets: the two kinds of keys, and the number that no key has had yet."""

BATCH: Final = 100
"""One-time keys that are made at a time. Source: open clients make 5 to 812; ours is a choice."""

SIGNED_KEPT: Final = 5
"""Signed pre keys that are kept, so that messages under way for older ones can be read."""


def make_pre_keys(device: Device, count: int = BATCH) -> PreKeys:
    """A new signed pre key and so many new one-time keys, for the server. In a transaction."""
    number = _next_number(device)
    signed = KeyPair.generate(os.urandom)
    device.store.put(SIGNED.format(number=number), signed.private)
    one_time = tuple(_make_one_time(device, number + 1 + more) for more in range(count))
    device.store.put(NEXT, str(number + 1 + count).encode())
    _forget_old_signed(device)
    public = sign_pre_key(device.keys, number, signed, os.urandom)
    return PreKeys(
        device.identity.registration_id,
        SignedPreKey(public.number, public.public, public.signature),
        one_time,
    )


def own_pre_keys(device: Device) -> Lookup:
    """Where the sessions find the private halves."""
    return Lookup(
        signed=lambda number: _found(device, SIGNED.format(number=number)),
        one_time=lambda number: _found(device, ONE_TIME.format(number=number)),
    )


def use_up(device: Device, number: int) -> None:
    """Forget a one-time key, in the transaction that stores the session it began."""
    device.store.drop(ONE_TIME.format(number=number))


def _make_one_time(device: Device, number: int) -> OneTimePreKey:
    made = KeyPair.generate(os.urandom)
    device.store.put(ONE_TIME.format(number=number), made.private)
    return OneTimePreKey(number, made.public)


def _next_number(device: Device) -> int:
    stored = device.store.get(NEXT)
    return 1 if stored is None else int(stored)


def _forget_old_signed(device: Device) -> None:
    prefix = SIGNED.format(number="")
    numbers = sorted(int(name.removeprefix(prefix)) for name in device.store.names(prefix))
    for number in numbers[:-SIGNED_KEPT]:
        device.store.drop(SIGNED.format(number=number))


def _found(device: Device, name: str) -> KeyPair | None:
    private = device.store.get(name)
    return None if private is None else KeyPair(private)
