"""A reader: a device of one account that shows its user what other devices wrote.

That a message was written by a device, and to whom, is proved by the session that it was decrypted
in: a fact, noted before the step that judges it.
"""

from __future__ import annotations

from mdaudit.reference.parties.party import Party
from mdaudit.spec.device_list.devices import park
from mdaudit.spec.receiving.showing import show, show_own
from mdaudit.spec.sorts import Account, Client, IdentityKey, Index, Message, Time

Device = tuple[Account, Index, IdentityKey]
"""The device whose session it is."""


class Reader:
    """A client, in its role as the reader of messages."""

    def __init__(self, name: Client, party: Party) -> None:
        self.name = name
        self.party = party
        """Its state and log."""

    def show(self, named: Account, writer: Device, message: Message, clock: Time) -> None:
        """Show a message to this user, as from the account that its envelope names.

        Raises:
            Refused: the device is not to be believed now, or the message was shown before.
            NotPossible: there is no session with the device any more.
        """
        own = self.party.state.own_account(self.name)
        self.party.note("written", writer[2], message, own)
        self.party.take(show, clock, self.name, named, *writer, message, clock)

    def show_own(self, writer: Device, message: Message, to: Account, clock: Time) -> None:
        """Show what this user wrote to an account on another device.

        Raises:
            Refused: the device is not one of this account, is not to be believed now, or the
                message was shown before.
            NotPossible: there is no session with the device any more.
        """
        self.party.note("written", writer[2], message, to)
        self.party.take(show_own, clock, self.name, *writer, message, to, clock)

    def park(self, writer: Device, clock: Time) -> None:
        """Keep a message of a device that is newer than the held list: its time is a hint.

        Raises:
            NotPossible: the device is not newer than the list.
        """
        self.party.take(park, clock, self.name, *writer, clock)
