"""X3DH: the secret that two devices share before either has heard from the other.

::

    F = 32 bytes of ff
    secret = F | DH(identity a, signed b) | DH(base a, identity b) | DH(base a, signed b)
               | DH(base a, one-time b), where there is a one-time pre key
    root key = first 32 of 64 bytes of HKDF(secret, "WhisperText")

The other 32 bytes are the chain of a receiver that writes before it has read; nobody does here.

Source: X3DH, section 3.3; the label is libsignal's.
"""

from __future__ import annotations

from mdaudit.reference.sessions.bundle import LocalKeys, PreKeyBundle
from mdaudit.reference.sessions.message import PreKeyMessage
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects.hkdf import hkdf
from mdaudit.spec.objects.key_agreement import shared_secret

PREFIX = b"\xff" * 32
"""Never the start of a key on the curve: it keeps this use of the keys apart from signatures."""

LABEL = b"WhisperText"

ROOT_KEY_LENGTH = 32
"""Bytes of a root key."""


def root_of_initiator(local: LocalKeys, base: KeyPair, bundle: PreKeyBundle) -> bytes:
    """The root key for whoever begins, 32 bytes.

    Raises:
        Malformed: a key of the bundle is one of low order.
    """
    signed, one_time = bundle.signed_pre_key.public, bundle.one_time_pre_key
    shared = [
        shared_secret(local.identity.private, signed),
        shared_secret(base.private, bundle.identity_key),
        shared_secret(base.private, signed),
    ]
    if one_time is not None:
        shared.append(shared_secret(base.private, one_time.public))
    return _root(shared)


def root_of_responder(
    local: LocalKeys, message: PreKeyMessage, signed: KeyPair, one_time: KeyPair | None
) -> bytes:
    """The root key for whoever answers, 32 bytes.

    Raises:
        Malformed: a key of the message is one of low order.
    """
    shared = [
        shared_secret(signed.private, message.identity_key),
        shared_secret(local.identity.private, message.base_key),
        shared_secret(signed.private, message.base_key),
    ]
    if one_time is not None:
        shared.append(shared_secret(one_time.private, message.base_key))
    return _root(shared)


def _root(shared: list[bytes]) -> bytes:
    return hkdf(PREFIX + b"".join(shared), LABEL, ROOT_KEY_LENGTH)
