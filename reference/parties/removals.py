"""Removals as a primary remembers them: asked for, signed, handed over, and shown as done."""

from __future__ import annotations

from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.rows import rows_of
from mdaudit.spec.revocation.removal import (
    ask_removal,
    hand_over,
    hear_log_out,
    show_removal,
)
from mdaudit.spec.sorts import Account, IdentityKey, Index, RawId, Time
from mdaudit.spec.state.signed import NO_LIST


class Removals:
    """The removals of one primary, in its present life."""

    def __init__(self, account: Account, party: Party) -> None:
        self.party = party
        """The primary's state and log."""
        self.account = account

    def ask(self, index: Index, clock: Time) -> None:
        """The owner wants a companion gone.

        Raises:
            NotPossible: no companion with this index is linked.
        """
        self.party.take(ask_removal, clock, self.account, index)

    def hear_log_out(self, index: Index, clock: Time) -> None:
        """The server says that a companion logged out.

        Raises:
            NotPossible: no companion with this index is linked.
        """
        self.party.take(hear_log_out, clock, self.account, index)

    def hand_over(self, clock: Time) -> None:
        """The server confirmed that it has the newest list."""
        self.party.take(hand_over, clock, self.account)

    def show(self, index: Index, clock: Time) -> None:
        """Show the owner that a companion is gone.

        Raises:
            Refused: the newest list names it, or was not handed over (REV-2).
            NotPossible: nobody asked for it.
        """
        self.party.take(show_removal, clock, self.account, index)

    @property
    def wanted(self) -> list[Index]:
        """What was asked for and is not yet shown as done."""
        rows = rows_of(self.party.state.wanted_gone.at(self._key, self._life))
        return [index for (index,) in rows]

    @property
    def unsigned(self) -> list[Index]:
        """What was asked for, while the newest list still names it."""
        linked = self.party.state.linked.at(self._key, self._life)
        return [index for index in self.wanted if linked(index)]

    @property
    def is_handed_over(self) -> bool:
        """Whether the server confirmed that it has the newest list."""
        newest = self.party.state.newest(self._key)
        return newest != NO_LIST and self.party.state.confirmed(self._key, newest)

    @property
    def _key(self) -> IdentityKey:
        return self.party.state.primary_of(self.account)

    @property
    def _life(self) -> RawId:
        return self.party.state.life_of(self._key)
