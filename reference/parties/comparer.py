"""A comparer: a client whose user compares security codes with somebody, or confirms a change.

What a person saw on the other's screen is a fact that no bytes prove. If both saw one code, the
primary that is pinned is the one that the other has; if not, what was seen stands for another key.
"""

from __future__ import annotations

from hashlib import sha256

from mdaudit.reference.parties.party import Party
from mdaudit.spec.sorts import Account, Client, IdentityKey, Time
from mdaudit.spec.verification.comparing import compare_codes, confirm_change


class Comparer:
    """A client, in its role as one whose user compares."""

    def __init__(self, name: Client, party: Party) -> None:
        self.name = name
        self.party = party
        """Its state and log."""

    def compare(self, account: Account, own: bytes, seen: bytes, clock: Time) -> None:
        """The user saw something on the other's screen, where this device has something of its own.

        Raises:
            Refused: the two are not the same (VER-4).
        """
        pin = self.party.state.pin(self.name, account)
        present = pin if seen == own else IdentityKey(sha256(seen).digest())
        self.party.note("primary_of", account, becomes=present)
        self.party.take(compare_codes, clock, self.name, account)

    def confirm_change(self, account: Account, clock: Time) -> None:
        """The user was told of another identity and goes on, without comparing.

        Raises:
            NotPossible: there is no change to confirm.
        """
        self.party.take(confirm_change, clock, self.name, account)
