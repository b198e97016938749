"""The owner of app state: the primary, which makes its keys and gives them to its companions."""

from __future__ import annotations

from mdaudit.reference.parties.party import Party
from mdaudit.spec.sorts import Account, Epoch, Index, Time
from mdaudit.spec.state.app_state import AppStateKey, Patch, key_epoch
from mdaudit.spec.sync.keys import give_app_state_key, make_app_state_key
from mdaudit.spec.sync.patches import write_patch


class AppStateOwner:
    """A primary, in its role as the maker of app-state keys."""

    def __init__(self, account: Account, party: Party) -> None:
        self.account = account
        self.party = party
        """Its state and log."""

    @property
    def newest(self) -> AppStateKey:
        """The key that was made last."""
        s = self.party.state
        return s.app_state_key_of(s.primary_of(self.account))

    @property
    def next_epoch(self) -> Epoch:
        """The epoch of the key that would be made next."""
        return Epoch(key_epoch(self.newest) + 1)

    def was_given(self, index: Index) -> bool:
        """Whether the newest key was given to a companion."""
        s = self.party.state
        return s.given(self.newest, s.primary_of(self.account), index)

    def make_key(self, key: AppStateKey, clock: Time) -> None:
        """Make a new key, for the companions that are linked now.

        Raises:
            Refused: it is made for others, or of another life (REV-3).
            NotPossible: its epoch is not a higher one.
        """
        self.party.seen.add(key)
        self.party.take(make_app_state_key, clock, self.account, key)

    def give_key(self, index: Index, clock: Time) -> None:
        """Give the newest key to a companion.

        Raises:
            Refused: a companion that it was made for is not linked any more (REV-3).
            NotPossible: it was not made for this one.
        """
        self.party.take(give_app_state_key, clock, self.account, index)

    def write(self, patch: Patch, octets: bytes, clock: Time) -> None:
        """Change app state, under the newest key.

        Raises:
            Refused: the key is due for replacement (REV-3).
        """
        self.party.seen.add(patch, octets)
        self.party.take(write_patch, clock, self.account, patch)
