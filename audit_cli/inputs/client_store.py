"""What a client's store remembers, whatever its format: the part that can be judged.

A store is what survives a restart, so it is what its client knows. It is not a record of what
happened: it does not say what was checked, shown, sent or refused. Private keys, message keys and
the words of messages are never taken from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mdaudit.audit_cli.inputs.evidence import Key, Octets
from mdaudit.audit_cli.inputs.octets import KEY_LENGTH, TYPE_BYTE
from mdaudit.spec.objects.device_identity import (
    ACCOUNT_KEY,
    ACCOUNT_SIGNATURE,
    DETAILS,
    DEVICE_SIGNATURE,
    SIGNED_DEVICE_IDENTITY,
)
from mdaudit.spec.objects.wire import write_message

HIDDEN_NAME: Final = "_1"
"""How the name of an account ends in a session address if it is the hidden one, not the number."""


@dataclass(frozen=True)
class OwnDevice:
    """The device whose store it is."""

    account: str
    device: int
    """0: it is the account's main device."""
    identity_key: Key
    certificate: Octets | None
    """``ADVSignedDeviceIdentity`` as it was stored at linking; None: the place is empty."""
    primary_key: Key | None
    """The key of the main device that it adopted."""
    linking_secret: Key | None
    pointer: str
    """Where it stands in the store, like a JSON Pointer; so for all below."""


@dataclass(frozen=True)
class Stored:
    """Something about one device of an account."""

    account: str
    """The number if the store knows it, or else the hidden name with `HIDDEN_NAME`."""
    device: int
    name: str
    """The account as written in this place: the number, or the hidden name."""
    pointer: str


@dataclass(frozen=True)
class StoredKey(Stored):
    """Something that tells a device's identity key."""

    key: Key


@dataclass(frozen=True)
class StoredIdentity(StoredKey):
    """The identity key that the client holds for a device."""


@dataclass(frozen=True)
class StoredSession(StoredKey):
    """A pairwise session, open or archived; the key is the one that it was made with."""

    is_open: bool
    """The next message goes through it."""
    answered: bool
    """The other side has proved that it took the session up."""
    created: int | None
    """Unix seconds; None where the format does not say."""
    used: int | None
    """The last time that a message was sent or read, where the format says."""


@dataclass(frozen=True)
class StoredSenderKey(Stored):
    """A group sender key of a device."""

    group: str


@dataclass(frozen=True)
class GroupShare(Stored):
    """A device that was given this client's own sender key of a group."""

    group: str


@dataclass(frozen=True)
class NamedDevices:
    """The devices of an account by the server's last word, which nobody signed."""

    devices: frozenset[int]
    pointer: str


@dataclass(frozen=True)
class ClientStore:
    """One client's memory."""

    kind: str
    """What kind of store it is, in words."""
    own: OwnDevice
    identities: tuple[StoredIdentity, ...] = ()
    sessions: tuple[StoredSession, ...] = ()
    sender_keys: tuple[StoredSenderKey, ...] = ()
    shares: tuple[GroupShare, ...] = ()
    named: Mapping[str, NamedDevices] | None = None
    """By account; None where the format has no place for it."""
    app_state_keys: int = 0
    """How many the primary has shared; none before the first synchronisation."""
    earlier: tuple[OwnDevice, ...] = ()
    """Other devices whose stores stand in the same file, before this one."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """From the hidden names of accounts to their numbers, as far as the store knows them."""
    unread: tuple[str, ...] = ()
    """What of it could not be taken into account, a sentence each."""

    def named_devices(self, account: str) -> NamedDevices | None:
        """The server's last word on an account's devices; None: the store does not have it.

        For the own account a client writes down itself alone until it asks, which says nothing
        about the others: every real answer names the main device.
        """
        known = (self.named or {}).get(account)
        own = account == self.own.account
        return None if known is None or (own and 0 not in known.devices) else known

    def open_sessions(self) -> tuple[StoredSession, ...]:
        """The sessions that the next message goes through."""
        return tuple(session for session in self.sessions if session.is_open)


def raw_key(octets: bytes) -> Key:
    """A public key without its type byte.

    Raises:
        ValueError: it is not a key.
    """
    serialised = len(octets) == KEY_LENGTH + 1 and octets.startswith(TYPE_BYTE)
    bare = octets[1:] if serialised else octets
    if len(bare) != KEY_LENGTH:
        raise ValueError(f"expected a public key of {KEY_LENGTH} bytes, got {len(octets)}")
    return Key(bare)


def certificate_octets(
    details: bytes,
    account_key: bytes | None,
    account_signature: bytes,
    device_signature: bytes | None,
) -> Octets:
    """The stored parts of a device identity as one ``ADVSignedDeviceIdentity``, not looked into.

    Raises:
        ValueError: a key or signature has another length.
    """
    parts = {
        DETAILS: details,
        ACCOUNT_KEY: account_key,
        ACCOUNT_SIGNATURE: account_signature,
        DEVICE_SIGNATURE: device_signature or None,
    }
    return Octets(write_message(SIGNED_DEVICE_IDENTITY, parts))


def split_address(address: str, separator: str) -> tuple[str, int]:
    """A session address: the account, and the device number.

    The name of a hosted device says so; it is a device of the same account.

    Raises:
        ValueError: it is something else.
    """
    name, found, device = address.rpartition(separator)
    if not found or not name or not _is_number(device):
        raise ValueError(f"expected an account, {separator!r} and a device number, got other text")
    user, _, domain = name.partition("_")
    return user + _DOMAINS.get(domain, f"_{domain}"), int(device)


def split_jid(jid: str) -> tuple[str, int]:
    """A full address, as accounts are written outside sessions: the account and the device number.

    Raises:
        ValueError: it is something else.
    """
    user, _, server = jid.partition("@")
    name, _, device = user.partition(":")
    name = name.partition(".")[0]
    if not server or not name or not _is_number(device or "0"):
        raise ValueError("expected an account, @ and a server, got other text")
    return name + (HIDDEN_NAME if server.endswith("lid") else ""), int(device or "0")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS


_DOMAINS: Final = {"": "", "1": HIDDEN_NAME, "128": "", "129": HIDDEN_NAME}
"""What the domain in a session address means for the account."""

_DIGITS: Final = 9
"""Decimal digits of the largest device number."""
