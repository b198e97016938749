"""A device of the adversary that poses as one of somebody's account."""

from __future__ import annotations

from mdaudit.reference.protocol.prekeys import Bundle, SignedPreKey
from mdaudit.reference.server.adversary.loot import PrivateKeys
from mdaudit.reference.sessions.public_key import serialised
from mdaudit.reference.signed.issuing import certify, consent
from mdaudit.reference.signed.signing import KeyPair, Randomness
from mdaudit.spec.objects import (
    DeviceIdentity,
    SignedDeviceIdentity,
    decode_signed_device_identity,
)
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time

REGISTRATION_ID = 1
"""Any number will do."""

SIGNED_PRE_KEY_ID = 1
"""Any number will do."""


class Intruder:
    """An identity key and a signed pre key, both in the adversary's hands."""

    def __init__(self, device: int, randomness: Randomness) -> None:
        self.device = device
        self.keys = KeyPair.generate(randomness)
        self._randomness = randomness
        self._pre_key = KeyPair.generate(randomness)
        string = serialised(self._pre_key.public)
        self._signed = SignedPreKey(
            SIGNED_PRE_KEY_ID, self._pre_key.public, self.keys.sign(string, randomness)
        )

    def bundle(self, evidence: bytes | None) -> Bundle:
        """What the server hands out for it."""
        return Bundle(
            self.device,
            REGISTRATION_ID,
            self.keys.public,
            self._signed,
            signed_device_identity=evidence,
        )

    def private_keys(self) -> PrivateKeys:
        """What opens messages to it."""
        return PrivateKeys(
            REGISTRATION_ID, self.keys.private, SIGNED_PRE_KEY_ID, self._pre_key.private
        )

    def certified_by(
        self, rogue: KeyPair, pinned: IdentityKey, life: RawId, clock: Time
    ) -> SignedDeviceIdentity:
        """Its certificate: the account signature is the rogue's, the device signature its own.

        Its own signature names the account's true key: nothing is wrong with that half.
        """
        claims = DeviceIdentity(life, clock, Index(self.device))
        signed = certify(rogue, self.keys.public, claims, self._randomness)
        return decode_signed_device_identity(consent(self.keys, pinned, signed, self._randomness))
