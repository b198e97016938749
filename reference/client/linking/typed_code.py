"""Eight characters in the place of a picture: what both sides compute alike.

Each side wraps a fresh key under the characters, once; both then share a secret. The keys live as
long as the process: a side that was interrupted begins again with another code (LINK-7).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects.aes import BLOCK_LENGTH
from mdaudit.spec.objects.key_agreement import shared_secret
from mdaudit.spec.objects.linking_code import random_part, unwrap_key, wrap_key
from mdaudit.spec.objects.linking_code.wrapped_key import SALT_LENGTH


@dataclass(frozen=True)
class Side:
    """One side of linking by code."""

    code: str = field(repr=False)
    """The eight characters."""
    ephemeral: KeyPair
    """Its fresh key."""

    @staticmethod
    def begin(code: str) -> Side:
        """A side with a fresh key."""
        return Side(code, KeyPair.generate(os.urandom))

    def wrapped(self) -> bytes:
        """Its fresh key, wrapped under the characters: to be made once.

        Raises:
            Malformed: the code is none.
        """
        salt, start = os.urandom(SALT_LENGTH), os.urandom(BLOCK_LENGTH)
        return wrap_key(self.code, self.ephemeral.public, salt=salt, start=start)

    def shared_with(self, wrapped: bytes) -> bytes:
        """What it shares with the other side, if that used the same characters.

        Raises:
            Malformed: no key comes out.
        """
        return shared_secret(self.ephemeral.private, unwrap_key(self.code, wrapped))


def typed(text: str) -> str:
    """The code that a person typed: small letters, spaces and a hyphen are how people type.

    Raises:
        Malformed: it is none, so nobody needs to be waited for.
    """
    code = text.upper().replace("-", "").replace(" ", "")
    random_part(code)
    return code
