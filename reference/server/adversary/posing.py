"""What those adversaries share that show a device of their own as somebody's companion.

The device takes the place of the newest companion, so that the account's honest list names its
index. An account without companions gets one more device, which its list does not name.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from mdaudit.reference.protocol.account import ShownAccount, ShownDevice
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.prekeys import Bundle
from mdaudit.reference.server.adversary.intruder import Intruder
from mdaudit.reference.server.adversary.loot import PrivateKeys
from mdaudit.reference.server.adversary.lying import Adversary
from mdaudit.reference.server.call import Call
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.sorts import PRIMARY


@dataclass
class Posing(Adversary):
    """An adversary with a device of its own for each account that it lies about."""

    _intruders: dict[Address, tuple[Intruder, bytes | None]] = field(default_factory=dict)
    """Its devices, with the evidence that is shown for each."""

    def __post_init__(self) -> None:
        self.rogue = KeyPair.generate(self.randomness)
        """A primary key that is nobody's."""

    @abstractmethod
    def evidence(self, call: Call, truth: ShownAccount, intruder: Intruder) -> bytes | None:
        """What is shown to prove that the device is the account's; None: nothing."""

    def lie(self, call: Call, truth: ShownAccount) -> ShownAccount:
        """The account with the intruder among its companions."""
        intruder, evidence = self._posing(call, truth)
        posing = ShownDevice(intruder.device, intruder.keys.public, evidence)
        honest = (shown for shown in truth.devices if shown.device != intruder.device)
        return ShownAccount(
            truth.account,
            truth.identity_key,
            truth.raw_id,
            truth.signed_list,
            (*honest, posing),
        )

    def bundles(self, call: Call, account: str, devices: AbstractSet[int]) -> tuple[Bundle, ...]:
        """Honest bundles, and the intruder's own."""
        if not self.lies_to(call, account):
            return super().bundles(call, account, devices)
        intruder, evidence = self._posing(call, super(Adversary, self).account(call, account))
        honest = super().bundles(call, account, devices - {intruder.device})
        asked = intruder.device in devices
        return (*honest, intruder.bundle(evidence)) if asked else honest

    def keys_of(self, address: Address) -> PrivateKeys | None:
        """The intruder's keys."""
        intruder, _ = self._intruders.get(address, (None, None))
        return None if intruder is None else intruder.private_keys()

    def _posing(self, call: Call, truth: ShownAccount) -> tuple[Intruder, bytes | None]:
        """The account's intruder and its evidence, the same each time."""
        newest = max((shown.device for shown in truth.devices), default=PRIMARY + 1)
        address = Address(truth.account, newest)
        if address not in self._intruders:
            intruder = Intruder(newest, self.randomness)
            made = (intruder, self.evidence(call, truth, intruder))
            self._intruders.setdefault(address, made)
        return self._intruders[address]
