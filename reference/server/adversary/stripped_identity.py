"""A device without a certificate, as if there were nothing to check (T1, T2).

DEV-4 stops it: missing evidence is refusal.
"""

from __future__ import annotations

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.server.adversary.intruder import Intruder
from mdaudit.reference.server.adversary.posing import Posing
from mdaudit.reference.server.call import Call


class StrippedIdentity(Posing):
    """Leaves the evidence out, which a careless client takes for permission."""

    def evidence(self, _call: Call, _truth: ShownAccount, _intruder: Intruder) -> bytes | None:
        """Nothing."""
        return None
