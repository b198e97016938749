"""The keys with which others begin a session with a device, on both sides of the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mdaudit.reference.sessions.public_key import serialised
from mdaudit.reference.signed.signing import KeyPair, Randomness
from mdaudit.spec.objects.signature import signature_holds
from mdaudit.spec.sorts import IdentityKey


@dataclass(frozen=True)
class SignedPreKey:
    """The public half of a device's signed pre key."""

    number: int
    """Its id, below 2**24."""

    public: bytes
    """The public key, raw, 32 bytes."""

    signature: bytes = field(repr=False)
    """The identity key's signature over 05 and the public key, 64 bytes."""

    def is_signed_by(self, identity: IdentityKey) -> bool:
        """Whether the signature is one of that identity key."""
        return signature_holds(identity, serialised(self.public), self.signature)


@dataclass(frozen=True)
class OneTimePreKey:
    """The public half of a one-time pre key."""

    number: int
    """Its id, below 2**24."""

    public: bytes
    """The public key, raw, 32 bytes."""


@dataclass(frozen=True)
class PreKeyBundle:
    """What a server hands out for one device; nothing of it is believed yet."""

    registration_id: int
    """The number of the device's installation."""

    identity_key: IdentityKey
    """The device's identity key, raw, 32 bytes."""

    signed_pre_key: SignedPreKey
    """The signed pre key."""

    one_time_pre_key: OneTimePreKey | None = None
    """A one-time pre key; None where the server has none left."""


@dataclass(frozen=True)
class LocalKeys:
    """What a device signs and agrees on keys with."""

    identity: KeyPair
    """Its identity key pair."""

    registration_id: int
    """The number of its installation."""


@dataclass(frozen=True)
class PreKeys:
    """Where a device finds its own pre keys by their ids; None where it has none of that id."""

    signed: Callable[[int], KeyPair | None]
    """A signed pre key. It is kept for a while after it was replaced."""

    one_time: Callable[[int], KeyPair | None]
    """A one-time pre key. The caller deletes it once it was used."""


def sign_pre_key(
    identity: KeyPair, number: int, pre_key: KeyPair, randomness: Randomness
) -> SignedPreKey:
    """The public half of a pre key, signed; takes 64 random bytes."""
    signature = identity.sign(serialised(pre_key.public), randomness)
    return SignedPreKey(number, pre_key.public, signature)
