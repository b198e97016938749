"""What all adversaries share: whom they lie to, and that they read along."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Outgoing, Submission
from mdaudit.reference.server.adversary.loot import Loot, PrivateKeys, Taken
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.voice import Voice
from mdaudit.reference.signed.signing import Randomness
from mdaudit.spec.sorts import PRIMARY


@dataclass
class Adversary(Voice, ABC):
    """A server that lies about an account, or about all, to everybody but its own devices.

    It remembers what it said in this process: started again, it begins anew.
    """

    randomness: Randomness
    """For keys of its own."""
    loot: Loot = field(default_factory=Loot)
    """Where it writes what it gets."""
    victim: str | None = None
    """The account that it lies about; None: every account."""

    def account(self, call: Call, account: str) -> ShownAccount:
        """The truth for those who are not lied to; else what the mode makes of it."""
        truth = super().account(call, account)
        return self.lie(call, truth) if self.lies_to(call, account) else truth

    @abstractmethod
    def lie(self, call: Call, truth: ShownAccount) -> ShownAccount:
        """What is shown instead of the truth."""

    def lies_to(self, call: Call, account: str) -> bool:
        """Whether the asking device is lied to about an account."""
        return self.targets(account) and call.sender.account != account

    def targets(self, account: str) -> bool:
        """Whether anybody is lied to about an account."""
        return self.victim in {None, account}

    def devices(self, call: Call, account: str) -> AbstractSet[int]:
        """The devices that are shown, so that nobody is told that they are others."""
        if not super().devices(call, account):
            return frozenset()
        return {PRIMARY, *(shown.device for shown in self.account(call, account).devices)}

    def carries(self, call: Call, submission: Submission, outgoing: Outgoing) -> bool:
        """Read along, and let it pass."""
        taken = Taken(
            call.now,
            submission.message,
            call.sender,
            outgoing.to,
            outgoing.kind,
            outgoing.content,
            submission.group,
            self.keys_of(outgoing.to),
        )
        self.loot.add(taken)
        return True

    def keys_of(self, _address: Address) -> PrivateKeys | None:
        """The private keys of the adversary's device of this address; None: it has none."""
        return None
