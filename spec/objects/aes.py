"""AES-256 in the three modes that are in use: counter, authenticated, and chained blocks.

Which key and which start a caller passes is its own affair: they are parameters, as everything
random is. Keys are 32 bytes; the library refuses others.

This file and `key_agreement` are the only ones here that load the library of ciphers. An audit
reads lists and identities and needs neither.

Source: NIST SP 800-38A (counter, chained blocks), SP 800-38D (authenticated); RFC 5652 (padding).
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC, CTR
from cryptography.hazmat.primitives.padding import PKCS7

BLOCK_LENGTH = 16
"""Bytes in a block, and in the start of counter and chained mode."""

NONCE_LENGTH = 12
"""Bytes in the nonce of authenticated mode."""

TAG_LENGTH = 16
"""Bytes that authenticated mode adds."""

PADDING = PKCS7(8 * BLOCK_LENGTH)


def mask(key: bytes, start: bytes, data: bytes) -> bytes:
    """Encrypt or decrypt in counter mode, which is the same and authenticates nothing."""
    return Cipher(AES256(key), CTR(start)).encryptor().update(data)


def seal(key: bytes, nonce: bytes, plain: bytes) -> bytes:
    """Encrypt in authenticated mode, with nothing else authenticated; 16 bytes longer."""
    return AESGCM(key).encrypt(nonce, plain, None)


def unseal(key: bytes, nonce: bytes, sealed: bytes) -> bytes | None:
    """Decrypt in authenticated mode; None where the tag is not one of these bytes and this key."""
    try:
        return AESGCM(key).decrypt(nonce, sealed, None)
    except InvalidTag:
        return None


def chain(key: bytes, start: bytes, plain: bytes) -> bytes:
    """Encrypt in chained blocks, padded to whole ones."""
    padder, encryptor = PADDING.padder(), Cipher(AES256(key), CBC(start)).encryptor()
    return encryptor.update(padder.update(plain) + padder.finalize())


def unchain(key: bytes, start: bytes, blocks: bytes) -> bytes | None:
    """Decrypt chained blocks; None where the padding is none.

    Only for bytes whose authentication code was checked before: an answer about the padding of
    other bytes would tell an attacker their content.

    Raises:
        ValueError: the bytes are not whole blocks; the caller is at fault.
    """
    unpadder, decryptor = PADDING.unpadder(), Cipher(AES256(key), CBC(start)).decryptor()
    padded = decryptor.update(blocks) + decryptor.finalize()
    try:
        return unpadder.update(padded) + unpadder.finalize()
    except ValueError:
        return None
