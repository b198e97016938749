"""What the server says: the part of it that an adversary replaces.

Each method answers from what is kept. A server that lies is a subclass that answers something else;
its database, its transactions and its manners stay those of this one.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Outgoing, Submission
from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.reference.protocol.prekeys import Bundle
from mdaudit.reference.server import directory, pre_keys
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.devices import devices_of


class Voice:
    """An honest server says what it has."""

    def account(self, call: Call, account: str) -> ShownAccount:
        """What the asking device sees of an account.

        Raises:
            Refusal: there is no such account.
        """
        return directory.entry(call, account)

    def bundles(self, call: Call, account: str, devices: AbstractSet[int]) -> tuple[Bundle, ...]:
        """What the asking device gets to write to devices of an account.

        Raises:
            Refusal: there is no such account.
        """
        directory.account_row(call, account)
        known = sorted(devices & devices_of(call, account))
        return tuple(pre_keys.bundle(call, Address(account, device)) for device in known)

    def devices(self, call: Call, account: str) -> AbstractSet[int]:
        """The devices that an account is said to have, the primary included."""
        return devices_of(call, account)

    def changed(self, _call: Call, notice: DevicesChanged) -> DevicesChanged | None:
        """What is told to those who watch an account; None: nothing."""
        return notice

    def unrouted(
        self, _call: Call, _before: ShownAccount, unlisted: AbstractSet[int]
    ) -> AbstractSet[int]:
        """Which of the devices that a new list does not name lose their routing.

        `before` is the account as it was under the list before.
        """
        return unlisted

    def carries(self, _call: Call, _submission: Submission, _outgoing: Outgoing) -> bool:
        """Whether an envelope gets to the device that it is addressed to."""
        return True
