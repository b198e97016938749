"""A removal that nobody hears of, not even the owner's other devices (T5, T11).

What stops it is what stops a withheld list: ICDC-2 with FAN-3 where an honest message arrives, else
LIST-8 with FAN-2. That the owner's primary saw its list taken proves nothing about who is shown it.
"""

from __future__ import annotations

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.reference.server.adversary.keeping import Keeping
from mdaudit.reference.server.call import Call
from mdaudit.spec.sorts import PRIMARY


class HiddenRemoval(Keeping):
    """Shows new companions, and from the first removal on the account as it was before it."""

    def lies_to(self, call: Call, account: str) -> bool:
        """Everybody but the primary that signed the list."""
        is_owner = call.sender.account == account and call.sender.device == PRIMARY
        return self.targets(account) and not is_owner

    def lie(self, _call: Call, truth: ShownAccount) -> ShownAccount:
        """The account as it was before the removal."""
        return self.before_removal.get(truth.account, truth)

    def changed(self, call: Call, notice: DevicesChanged) -> DevicesChanged | None:
        """Nothing has changed since the removal."""
        hidden = notice.account in self.before_removal
        return None if hidden else super().changed(call, notice)
