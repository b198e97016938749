"""A fooled sender, and a listener that has nothing but the adversary's loot."""

from __future__ import annotations

from mdaudit.reference.protocol.prekeys import Bundle
from mdaudit.reference.server.adversary.loot import Taken
from mdaudit.reference.sessions import (
    LocalKeys,
    PreKeyBundle,
    SignedPreKey,
    answer_session,
    begin_session,
    decrypt,
    encrypt,
    read_pre_key_message,
)
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.sorts import IdentityKey
from tests.reference.scene import stream
from tests.reference.server.asking import Device


def write_to(sender: Device, bundle: Bundle, plaintext: bytes) -> bytes:
    """Encrypt for the device of a bundle, without a look at whose it is."""
    signed = SignedPreKey(bundle.signed.id, bundle.signed.public, bundle.signed.signature)
    pre_keys = PreKeyBundle(bundle.registration_id, IdentityKey(bundle.identity_key), signed)
    session = begin_session(LocalKeys(sender.keys, 1), pre_keys, sender.world.random)
    _, ciphertext = encrypt(session, plaintext)
    return ciphertext.octets


def read_by(taken: Taken) -> bytes:
    """Decrypt a line of the loot with the private keys in it."""
    assert taken.keys is not None, "the adversary has no keys for this device"
    local = LocalKeys(KeyPair(taken.keys.identity_key), taken.keys.registration_id)
    message = read_pre_key_message(taken.content)
    session = answer_session(local, message, KeyPair(taken.keys.signed_pre_key), None)
    _, plaintext = decrypt(session, message.message, stream("listener"))
    return plaintext
