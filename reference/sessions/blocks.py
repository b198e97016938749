"""Decrypting the blocks of a message whose authentication was checked before."""

from __future__ import annotations

from mdaudit.spec.objects.aes import BLOCK_LENGTH, unchain
from mdaudit.spec.objects.malformed import Malformed


def opened(key: bytes, start: bytes, blocks: bytes, what: str) -> bytes:
    """The content of blocks that the peer made; `what` names the field that held them.

    Raises:
        Malformed: they are not whole blocks, or what is in them has no padding.
    """
    if not blocks or len(blocks) % BLOCK_LENGTH:
        raise Malformed(what, f"whole blocks of {BLOCK_LENGTH} bytes", f"{len(blocks)} bytes", 0)
    content = unchain(key, start, blocks)
    if content is None:
        raise Malformed(what, "padding at the end of the last block", "none", 0)
    return content
