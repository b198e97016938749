"""A listener: a client that hears, and says, how new device lists are.

What a device says inside an encrypted message is a fact about that device. What the server says
without a signature is worth a question.
"""

from __future__ import annotations

from mdaudit.reference.parties.party import Party
from mdaudit.spec.consistency.alone import hear_alone
from mdaudit.spec.consistency.notices import report_hash
from mdaudit.spec.consistency.views import hear_view, say_view
from mdaudit.spec.revocation.notices import notice_removal
from mdaudit.spec.sorts import Account, Client, IdentityKey, Index, Time


class Listener:
    """A client, in its role as one that compares views."""

    def __init__(self, name: Client, party: Party) -> None:
        self.name = name
        self.party = party
        """Its state and log."""

    def say_view(self, account: Account, index: Index, clock: Time) -> None:
        """State which key this client knows for an index; nothing new is said twice.

        Raises:
            NotPossible: it knows none.
        """
        s = self.party.state
        known = s.key_at(self.name, account, index)
        if not self._was_stated(s.own_key(self.name), account, index, known):
            self.party.take(say_view, clock, self.name, account, index)

    def hear_view(
        self, account: Account, speaker: IdentityKey, index: Index, said: IdentityKey, clock: Time
    ) -> bool:
        """A device states a key for an index; returns whether it said so for the first time."""
        if self._was_stated(speaker, account, index, said):
            return False
        s = self.party.state
        pin, life = s.pin(self.name, account), s.pinned_life(self.name, account)
        self.party.note("stated", speaker, pin, life, index, said)
        self.party.take(hear_view, clock, self.name, account, speaker, index, said)
        return True

    def hear_alone(self, account: Account, named: Time, clock: Time) -> None:
        """The primary says that it has no companions.

        Raises:
            Refused: the primary is not known, or the time is from the future (ICDC-2).
        """
        self.party.take(hear_alone, clock, self.name, account, named, clock)

    def report_hash(self, account: Account, clock: Time) -> None:
        """The server says that the account has other devices than this client thinks."""
        self.party.take(report_hash, clock, self.name, account)

    def notice_removal(self, account: Account, clock: Time) -> None:
        """The server says that the account removed a device."""
        self.party.take(notice_removal, clock, self.name, account)

    def has_asked(self, account: Account) -> None:
        """The server was asked for the account, and has answered: that was the question wanted."""
        self.party.note("query_wanted", self.name, account, becomes=False)

    def _was_stated(
        self, speaker: IdentityKey, account: Account, index: Index, said: IdentityKey
    ) -> bool:
        s = self.party.state
        pin, life = s.pin(self.name, account), s.pinned_life(self.name, account)
        return s.stated(speaker, pin, life, index, said)
