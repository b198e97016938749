"""A replica of app state: a companion, with keys from its primary and patches from the server."""

from __future__ import annotations

from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.reader import Device
from mdaudit.spec.sorts import PRIMARY, Client, Time
from mdaudit.spec.state.app_state import AppStateKey, Patch
from mdaudit.spec.sync.channel import take_app_state_key
from mdaudit.spec.sync.patches import (
    begin_app_state_again,
    replay_patch,
    write_patch_as_companion,
)


class AppStateReplica:
    """A companion, in its role as one of those that share app state."""

    def __init__(self, name: Client, party: Party) -> None:
        self.name = name
        self.party = party
        """Its state and log."""

    def take_key(self, giver: Device, key: AppStateKey, clock: Time) -> None:
        """A device sends a key over its session.

        That a primary gave it is what its session proves; here no companion passes keys on.

        Raises:
            Refused: the device is not one of the own account (SYNC-1).
            NotPossible: it is a companion, or there is no session with it any more.
        """
        self.party.seen.add(key)
        _, index, giver_key = giver
        if index == PRIMARY:
            own_index = self.party.state.own_index(self.name)
            self.party.note("given", key, giver_key, own_index)
        self.party.take(take_app_state_key, clock, self.name, *giver, key, clock)

    def replay(
        self, key: AppStateKey, patch: Patch, octets: bytes, clock: Time, *, is_authentic: bool
    ) -> None:
        """Go on by a patch that the server shows; its codes were verified before.

        Raises:
            Refused: the own list is not usable (FAN-2), does not name a device that the key was
                made for (SYNC-3), or the patch does not continue the state (SYNC-2).
            NotPossible: the device has no such key, or is a primary.
        """
        self.party.seen.add(patch, octets)
        self.party.note("maced", key, patch, becomes=is_authentic)
        self.party.take(replay_patch, clock, self.name, key, patch, clock)

    def begin_again(
        self,
        giver: Device,
        key: AppStateKey,
        patch: Patch,
        octets: bytes,
        clock: Time,
        *,
        is_authentic: bool,
    ) -> None:
        """Drop what is there for a snapshot that a device sent; its codes were verified before.

        That a primary wrote what it sends as its own is what its session proves.

        Raises:
            Refused: the device is not the own primary (SYNC-1), the snapshot is no newer than what
                is there (SYNC-2), or as for `replay`.
            NotPossible: it is a companion, or there is no session with it; or as for `replay`.
        """
        self.party.seen.add(patch, octets)
        _, index, giver_key = giver
        if index == PRIMARY:
            self.party.note("written_under", giver_key, patch, becomes=key)
        self.party.note("maced", key, patch, becomes=is_authentic)
        self.party.take(begin_app_state_again, clock, self.name, *giver, key, patch, clock)

    def write(self, key: AppStateKey, patch: Patch, octets: bytes, clock: Time) -> None:
        """Change app state; the key is judged as it would be for somebody else's patch.

        Raises:
            Refused, NotPossible: as for `replay`.
        """
        self.party.seen.add(patch, octets)
        self.party.take(write_patch_as_companion, clock, self.name, key, patch, clock)
