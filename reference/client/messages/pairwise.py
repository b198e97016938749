"""Pairwise encryption: one record of sessions for each device that this one has spoken with.

A record is kept under the account, the index and the identity key of the other device, so that a
device with another key never gets, and never reads, what was meant for this one. It is stored in
the transaction that stores what was sent or shown; decryption changes nothing before the message
is authentic.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.pre_keys import own_pre_keys, use_up
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Kind, Outgoing
from mdaudit.reference.sessions import (
    LocalKeys,
    MessageKind,
    PreKeyBundle,
    Read,
    SessionRecord,
    begin_session,
    decrypt_first_from,
    decrypt_from,
    encrypt_to,
    pad,
    read_pre_key_message,
    read_sessions,
    unpad,
    write_sessions,
)
from mdaudit.spec.sorts import Account, IdentityKey, Index

KINDS: Final = {MessageKind.PRE_KEY: Kind.PRE_KEY, MessageKind.ORDINARY: Kind.MESSAGE}
"""How the envelope calls each kind of ciphertext."""


@dataclass(frozen=True, order=True)
class Partner:
    """The device at the other end of a session."""

    account: Account
    """The account that it is a device of."""
    index: Index
    """Its key index: 0 is the primary."""
    key: IdentityKey
    """Its identity key."""

    @property
    def row(self) -> tuple[Account, Index, IdentityKey]:
        """The partner as the steps name it."""
        return self.account, self.index, self.key


def local_keys(device: Device) -> LocalKeys:
    """What the device agrees on keys with."""
    return LocalKeys(device.keys, device.identity.registration_id)


def sessions_with(device: Device, partner: Partner) -> SessionRecord:
    """The sessions with a device; none if there are none."""
    stored = device.store.get(_name(partner))
    return SessionRecord() if stored is None else read_sessions(stored)


def begin(device: Device, partner: Partner, bundle: PreKeyBundle) -> None:
    """Begin a session to write in. In a transaction.

    Raises:
        Refused: the signed pre key is not the device's (BND-1).
        Malformed: a key of the bundle is one of low order.
        ValueError: the bundle is of another identity key; the caller is at fault.
    """
    if bundle.identity_key != partner.key:
        raise ValueError("expected a bundle of the device's identity key, got one of another")
    session = begin_session(local_keys(device), bundle, os.urandom)
    _keep(device, partner, sessions_with(device, partner).with_session(session))


def encrypt(device: Device, partner: Partner, plaintext: bytes) -> Outgoing:
    """One envelope for a device. In a transaction, with the step that allows it.

    Raises:
        NoSession: there is no session to write in.
    """
    padded = pad(plaintext, os.urandom)
    record, ciphertext = encrypt_to(sessions_with(device, partner), padded)
    _keep(device, partner, record)
    to = Address(partner.account, partner.index)
    return Outgoing(to, KINDS[ciphertext.kind], ciphertext.octets)


def decrypt(device: Device, partner: Partner, kind: Kind, content: bytes) -> bytes:
    """The plaintext of an envelope. In a transaction, with what comes of it.

    Whether the partner is a device of its account must have been asked before.

    Raises:
        Undecryptable, Malformed, Unauthentic: it cannot be read; nothing has changed.
    """
    read = _read(device, sessions_with(device, partner), kind, content)
    plaintext = unpad(read.plaintext)
    _keep(device, partner, read.record)
    if read.one_time_pre_key_id is not None:
        use_up(device, read.one_time_pre_key_id)
    return plaintext


def forget(device: Device, partner: Partner) -> None:
    """Forget all sessions with a device. In a transaction."""
    device.store.drop(_name(partner))


def forget_strangers(device: Device, account: Account) -> None:
    """Forget the sessions with devices that are not known any more. In a transaction."""
    known = device.party.state.knows
    for name in device.store.names(f"session/{account}/"):
        _, _, index, key = name.split("/")
        if not known(device.name, account, Index(int(index)), IdentityKey(bytes.fromhex(key))):
            device.store.drop(name)


def _read(device: Device, record: SessionRecord, kind: Kind, content: bytes) -> Read:
    if kind is Kind.PRE_KEY:
        message = read_pre_key_message(content)
        keys = own_pre_keys(device)
        return decrypt_first_from(record, local_keys(device), message, keys, os.urandom)
    return decrypt_from(record, content, os.urandom)


def _keep(device: Device, partner: Partner, record: SessionRecord) -> None:
    device.store.put(_name(partner), write_sessions(record))


def _name(partner: Partner) -> str:
    return f"session/{partner.account}/{partner.index}/{partner.key.hex()}"
