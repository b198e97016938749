"""Blobs: encrypted bundles, such as history for a new device, found by their SHA-256."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from sqlalchemy import delete, insert, select

from mdaudit.reference.server.call import Call
from mdaudit.reference.server.mailboxes import KEPT
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.tables import BLOBS

MOST_BYTES: Final = 2**24
"""The longest blob."""


def store_blob(call: Call, content: bytes) -> None:
    """Keep a blob for 30 days; storing it again changes nothing.

    Raises:
        Refusal: the bytes have another digest.
    """
    _forget_expired(call)
    digest = call.name("digest")
    if sha256(content).hexdigest() != digest:
        raise Refusal(400, "another digest", "name the blob by its SHA-256 in hexadecimal")
    own = (BLOBS.c.digest == digest, BLOBS.c.account == call.sender.account)
    if call.connection.scalar(select(BLOBS.c.stored_at).where(*own)) is not None:
        return
    row = {"digest": digest, "account": call.sender.account, "stored_at": call.now}
    call.connection.execute(insert(BLOBS).values(row | {"content": content}))


def fetch_blob(call: Call) -> bytes:
    """The blob: whoever knows its digest may have it, and it is encrypted.

    Raises:
        Refusal: there is no such blob.
    """
    _forget_expired(call)
    found = select(BLOBS.c.content).where(BLOBS.c.digest == call.name("digest")).limit(1)
    content = call.connection.scalar(found)
    if content is None:
        raise Refusal(404, "unknown blob", "ask its sender for another one")
    return bytes(content)


def delete_blob(call: Call) -> None:
    """Forget a blob of the asking account. That it is gone already is no problem."""
    own = (BLOBS.c.digest == call.name("digest"), BLOBS.c.account == call.sender.account)
    call.connection.execute(delete(BLOBS).where(*own))


def _forget_expired(call: Call) -> None:
    call.connection.execute(delete(BLOBS).where(BLOBS.c.stored_at < call.now - KEPT))
