"""The word that all companions of an account are gone, while its list names them (T11).

REV-1 stops it: a removal takes effect by a signed list; a notice only makes the client ask.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.reference.server.adversary.lying import Adversary
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.notices import tell


@dataclass
class ForgedRemovalNotice(Adversary):
    """Shows the account as it is, and tells whoever asked that its companions were removed."""

    _told: dict[tuple[Address, str], tuple[int, ...]] = field(default_factory=dict)
    """What each device was told of an account."""

    def lie(self, call: Call, truth: ShownAccount) -> ShownAccount:
        """The truth, and a notice of each set of companions: who asks again is not told again."""
        companions = tuple(shown.device for shown in truth.devices)
        if companions and self._told.get((call.sender, truth.account)) != companions:
            tell(call, call.sender, DevicesChanged(truth.account, removed=companions))
            self._told[call.sender, truth.account] = companions
        return truth
