"""A certificate that brings the key along which it is to be checked with (T3).

DEV-5 stops it, and DEV-1: a key that comes along is compared with the pinned one, never trusted.
"""

from __future__ import annotations

from dataclasses import replace

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.server.adversary.intruder import Intruder
from mdaudit.reference.server.adversary.posing import Posing
from mdaudit.reference.server.call import Call
from mdaudit.spec.objects import encode_signed_device_identity
from mdaudit.spec.sorts import IdentityKey, RawId


class EmbeddedForeignKey(Posing):
    """Its account signature holds, under a key that is in the certificate itself."""

    def evidence(self, call: Call, truth: ShownAccount, intruder: Intruder) -> bytes | None:
        """A certificate with the key embedded that its account signature is by."""
        pinned, life = IdentityKey(truth.identity_key), RawId(truth.raw_id)
        certified = intruder.certified_by(self.rogue, pinned, life, call.now)
        return encode_signed_device_identity(
            replace(certified, embedded_account_key=self.rogue.public)
        )
