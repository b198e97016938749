"""A part of the history as a file on the server: compressed, encrypted, and named by two hashes.

::

    keys   = HKDF-SHA-256(key, "WhatsApp History Keys", 112)
           = start 16 | cipher key 32 | code key 32 | unused 32
    blocks = AES-256-CBC(cipher key, start, zlib(content))
    file   = blocks | first 10 bytes of HMAC-SHA-256(code key, start | blocks)

Key and hashes travel inside an encrypted message. Whoever has that message, and nobody else, can
tell whether the file is the one that its sender made, before anything in it is decrypted.

Source: open clients agree, as for every kind of media.
"""

from __future__ import annotations

import zlib
from hashlib import sha256
from hmac import compare_digest, digest
from typing import Final

from mdaudit.reference.sessions.blocks import opened
from mdaudit.reference.signed.signing import Randomness
from mdaudit.spec.objects.aes import BLOCK_LENGTH, chain
from mdaudit.spec.objects.hkdf import hkdf
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.messages import HistoryFile
from mdaudit.spec.objects.unauthentic import Unauthentic

INFO: Final = b"WhatsApp History Keys"
"""What the keys are for, in the words that they are derived with."""

KEY_LENGTH: Final = 32
DERIVED_LENGTH: Final = 112
CODE_LENGTH: Final = 10
"""Bytes of the code at the end of the file."""

LONGEST: Final = 2**24
"""Bytes of the longest content that is unpacked."""


def seal_history(content: bytes, randomness: Randomness) -> tuple[bytes, HistoryFile]:
    """Content as a file, and what its reader has to know; takes 32 random bytes."""
    key = randomness(KEY_LENGTH)
    start, cipher, code = _keys(key)
    packed = zlib.compress(content)
    blocks = chain(cipher, start, packed)
    octets = blocks + digest(code, start + blocks, "sha256")[:CODE_LENGTH]
    encrypted = sha256(octets)
    named = HistoryFile(sha256(packed).digest(), encrypted.digest(), key, encrypted.hexdigest())
    return octets, named


def open_history(octets: bytes, file: HistoryFile) -> bytes:
    """The content of a file that was fetched.

    Raises:
        Unauthentic: it is not the file that its sender made.
        Malformed: its sender made something else than compressed content, or too much of it.
    """
    start, cipher, code = _keys(file.key)
    blocks, ending = octets[:-CODE_LENGTH], octets[-CODE_LENGTH:]
    _check("hash of the file", file.encrypted_hash, sha256(octets).digest())
    _check("code of the file", digest(code, start + blocks, "sha256")[:CODE_LENGTH], ending)
    packed = opened(cipher, start, blocks, "history file")
    _check("hash of the content", file.plain_hash, sha256(packed).digest())
    return _unpacked(packed)


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, LONGEST)
    except zlib.error as problem:
        raise Malformed("history file", "compressed content", str(problem), 0) from None
    if not unpacking.eof or unpacking.unused_data:
        expected = f"one compressed content of at most {LONGEST} bytes"
        raise Malformed("history file", expected, "more, or less than one", 0)
    return content


def _keys(key: bytes) -> tuple[bytes, bytes, bytes]:
    derived = hkdf(key, INFO, DERIVED_LENGTH)
    start, rest = derived[:BLOCK_LENGTH], derived[BLOCK_LENGTH:]
    return start, rest[:KEY_LENGTH], rest[KEY_LENGTH : 2 * KEY_LENGTH]


def _check(what: str, expected: bytes, got: bytes) -> None:
    if not compare_digest(expected, got):
        raise Unauthentic(what, "the one that its sender made", "another")
