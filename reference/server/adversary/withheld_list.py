"""No newer list than the one that was seen first (T5, T15).

ICDC-2 with FAN-3 stops it if any message of an honest device arrives: its hint sets a deadline.
Otherwise LIST-8 and FAN-2 do: a list expires by its signed time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.reference.server.adversary.keeping import Keeping
from mdaudit.reference.server.call import Call


@dataclass
class WithheldList(Keeping):
    """Goes on showing to each account what it was shown first, and tells nobody of changes."""

    _first: dict[tuple[str, str], ShownAccount] = field(default_factory=dict)
    """What each account was shown of another."""

    def lie(self, call: Call, truth: ShownAccount) -> ShownAccount:
        """The account as its first sight was."""
        return self._first.setdefault((call.sender.account, truth.account), truth)

    def changed(self, call: Call, notice: DevicesChanged) -> DevicesChanged | None:
        """Nothing has changed."""
        return None if self.targets(notice.account) else super().changed(call, notice)
