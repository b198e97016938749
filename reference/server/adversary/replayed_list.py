"""An old list again, for those who have the new one (T5).

LIST-3 stops it: a held list never goes back. So does LIST-7: an index never returns. Whoever holds
the newest list is shown the one that named a device before it was removed, and that device is still
connected.
"""

from __future__ import annotations

from hashlib import sha256

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.server.adversary.keeping import Keeping
from mdaudit.reference.server.call import Call


class ReplayedList(Keeping):
    """Shows the newest list once, and then the one before the first removal."""

    def lie(self, call: Call, truth: ShownAccount) -> ShownAccount:
        """The old account, for who says that it holds the newest list."""
        holds_newest = call.query.get("held") == sha256(truth.signed_list or b"").hexdigest()
        old = self.before_removal.get(truth.account, truth)
        return old if holds_newest else truth
