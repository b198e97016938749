"""What is inside the encryption: a message, and its id.

The id that stands on the envelope is the server's word, so it is made of the message's secret,
which is inside: 16 bytes of its SHA-256. A reader compares the two. So the server cannot pass a
second ciphertext of a message off as another message (RCV-3).
"""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Final

from mdaudit.spec import sorts
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.messages.context_info import SECRET_LENGTH, ContextInfo
from mdaudit.spec.objects.wire import write_message

ID_LENGTH: Final = 16
"""Bytes of a message id, written in hexadecimal."""

CONVERSATION: Final = Field(1, "conversation", Kind.TEXT)
"""What a person typed. Source: open clients agree on the number."""

TEXT: Final = Layout("Message", (CONVERSATION,), signed=True)


def fresh_secret() -> bytes:
    """A secret for a new message."""
    return os.urandom(SECRET_LENGTH)


def id_of(secret: bytes) -> sorts.Message:
    """The id of the message with this secret."""
    return sorts.Message(sha256(secret).digest()[:ID_LENGTH].hex())


def check_id(named: str, info: ContextInfo) -> sorts.Message:
    """The id on the envelope, if it is the message's own.

    Raises:
        Malformed: the message has no secret, or that of another id.
    """
    if info.secret is None:
        raise Malformed("MessageContextInfo.messageSecret", "the secret of the message", "none", 0)
    own = id_of(info.secret)
    if own != named:
        raise Malformed("message id", f"{own}, as the secret inside says", f"{named}", 0)
    return own


def text_content(text: str) -> bytes:
    """The content of a message that is a text."""
    return write_message(TEXT, {CONVERSATION: text})
