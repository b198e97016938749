"""A device that nobody approved, with a certificate under another primary key (T1).

DEV-1 stops it: the account signature does not verify under the pinned key.
"""

from __future__ import annotations

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.server.adversary.intruder import Intruder
from mdaudit.reference.server.adversary.posing import Posing
from mdaudit.reference.server.call import Call
from mdaudit.spec.objects import encode_signed_device_identity
from mdaudit.spec.sorts import IdentityKey, RawId


class InjectedDevice(Posing):
    """Signs the certificate with keys that it has, as there is no other way to get one."""

    def evidence(self, call: Call, truth: ShownAccount, intruder: Intruder) -> bytes | None:
        """A certificate that differs from an honest one in the account signature alone."""
        pinned, life = IdentityKey(truth.identity_key), RawId(truth.raw_id)
        certified = intruder.certified_by(self.rogue, pinned, life, call.now)
        return encode_signed_device_identity(certified)
