"""Another primary key in the account's place, with a new life and a list of its own (T13).

Nothing stops it on first contact: whoever never saw the account pins what the server shows, until
users compare keys. Who has pinned it before is told that the identity is another, without a mark
(VER-1), and VER-3 keeps a verified contact from being written to until its user confirms.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Outgoing, Submission
from mdaudit.reference.protocol.prekeys import Bundle
from mdaudit.reference.server.adversary.intruder import Intruder
from mdaudit.reference.server.adversary.loot import PrivateKeys
from mdaudit.reference.server.adversary.lying import Adversary
from mdaudit.reference.server.call import Call
from mdaudit.reference.signed.issuing import sign_list
from mdaudit.spec.objects import KeyIndexList
from mdaudit.spec.sorts import PRIMARY, RawId

LIVES = 2**32
"""One more than the largest number of a life."""


@dataclass
class AccountReset(Adversary):
    """Is the account's primary to everybody but the account itself."""

    _false: dict[str, tuple[Intruder, ShownAccount]] = field(default_factory=dict)
    """The false primary of each account, and what is shown of it."""

    def lie(self, call: Call, truth: ShownAccount) -> ShownAccount:
        """An account of the adversary's under the same name, the same each time."""
        if truth.account not in self._false:
            intruder = Intruder(PRIMARY, self.randomness)
            life = RawId((truth.raw_id + 1) % LIVES)
            claims = KeyIndexList(life, call.now, PRIMARY, frozenset({PRIMARY}))
            signed = sign_list(intruder.keys, claims, self.randomness)
            shown = ShownAccount(truth.account, intruder.keys.public, life, signed, ())
            self._false.setdefault(truth.account, (intruder, shown))
        return self._false[truth.account][1]

    def bundles(self, call: Call, account: str, devices: AbstractSet[int]) -> tuple[Bundle, ...]:
        """The bundle of the false primary, and no other."""
        if not self.lies_to(call, account):
            return super().bundles(call, account, devices)
        self.account(call, account)
        intruder, _ = self._false[account]
        return (intruder.bundle(None),) if PRIMARY in devices else ()

    def keys_of(self, address: Address) -> PrivateKeys | None:
        """The keys of the false primary."""
        intruder, _ = self._false.get(address.account, (None, None))
        if intruder is None or address.device != PRIMARY:
            return None
        return intruder.private_keys()

    def carries(self, call: Call, submission: Submission, outgoing: Outgoing) -> bool:
        """What was meant for the false primary does not reach the true one."""
        passes = super().carries(call, submission, outgoing)
        return passes and not self.lies_to(call, outgoing.to.account)
