"""What those adversaries share that show lists of the past: removed devices keep their routing.

That is against REV-4, the one rule that an honest server keeps for its owner; no promise depends on
it. Of each account they remember how it was before a device was first removed.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.server.adversary.lying import Adversary
from mdaudit.reference.server.call import Call


@dataclass
class Keeping(Adversary):
    """An adversary that goes on delivering to removed devices of the accounts it lies about."""

    before_removal: dict[str, ShownAccount] = field(default_factory=dict)
    """Accounts as they were before their first removal."""

    def unrouted(
        self, call: Call, before: ShownAccount, unlisted: AbstractSet[int]
    ) -> AbstractSet[int]:
        """No device loses its routing."""
        if not self.targets(before.account):
            return super().unrouted(call, before, unlisted)
        if unlisted:
            self.before_removal.setdefault(before.account, before)
        return frozenset()
