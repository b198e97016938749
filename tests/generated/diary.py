"""What the observed client saw and did, to be written down as evidence."""

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, IdentityKey, Index, RawId
from mdaudit.spec.state.signed import NO_CERTIFICATE, Certificate, SignedList
from tests.generated.mint import Mint

Evidence = dict[str, Any]


def base64(octets: bytes) -> str:
    """Return the bytes as evidence writes them."""
    return b64encode(octets).decode("ascii")


@dataclass
class Diary:
    """Events in the form of evidence; times are the observed client's own."""

    mint: Mint
    own: Account
    accounts: dict[Account, Evidence] = field(default_factory=dict)
    messages: list[Evidence] = field(default_factory=list)
    received: list[Evidence] = field(default_factory=list)
    numbers: dict[tuple[Account, IdentityKey], int] = field(default_factory=dict)
    """The number of each device, which is not its index."""

    def about(self, account: Account) -> Evidence:
        """Return what is written about an account."""
        blank = {
            "account": account,
            "own": account == self.own,
            "pins": [],
            "lists_complete": True,
            "lists": [],
            "devices": [],
            "hints": [],
        }
        return self.accounts.setdefault(account, blank)

    def pinned(self, at: int, account: Account, key: IdentityKey, life: RawId) -> None:
        """Write down that the client pinned a key."""
        pin = {"from": at, "primary_key": base64(key), "raw_id": life}
        self.about(account)["pins"].append(pin)

    def shown_list(self, at: int, account: Account, shown: SignedList, outcome: str) -> None:
        """Write down that the server showed a list, and what the client did with it."""
        part = {
            "received_at": at,
            "signed_key_index_list": base64(self.mint.lists[shown]),
            "outcome": outcome,
        }
        self.about(account)["lists"].append(part)

    def shown_device(
        self,
        at: int,
        account: Account,
        index: Index,
        key: IdentityKey,
        shown: Certificate,
        embedded: IdentityKey,
        consented_to: IdentityKey | None,
        *,
        session: bool,
    ) -> None:
        """Write down that the server presented a device."""
        evidence = None
        if shown != NO_CERTIFICATE:
            signed = self.mint.evidence(shown, consented_to, embedded or None)
            evidence = base64(signed)
        new = 0 if index == PRIMARY else 10 + len(self.numbers)
        number = self.numbers.setdefault((account, key), new)
        part = {
            "device": number,
            "identity_key": base64(key),
            "signed_device_identity": evidence,
            "first_seen": at,
            "session": session,
        }
        self.about(account)["devices"].append(part)

    def heard(
        self, at: int, account: Account, speaker: Account, key: IdentityKey, named: int
    ) -> None:
        """Write down word of a list."""
        part = {
            "heard_at": at,
            "from": {"account": speaker, "device": self.number(speaker, key)},
            "list_timestamp": named,
        }
        self.about(account)["hints"].append(part)

    def sent(
        self,
        at: int,
        name: str,
        sender: IdentityKey,
        to: Account,
        copies: list[tuple[Account, Index, IdentityKey]],
    ) -> None:
        """Write down a message with all its copies."""
        part = {
            "id": name,
            "sent_at": at,
            "from": {"account": self.own, "device": self.number(self.own, sender)},
            "to": to,
            "complete": True,
            "copies": [
                {
                    "account": account,
                    "device": self.number(account, key),
                    "identity_key": base64(key),
                    "at": at,
                    "kind": "message",
                }
                for account, _, key in copies
            ],
        }
        self.messages.append(part)

    def arrived(
        self,
        at: int,
        name: str,
        account: Account,
        number: int,
        key: IdentityKey,
        *,
        shown: bool,
        kind: str = "message",
    ) -> None:
        """Write down what arrived as from a device, and whether it was shown."""
        part = {
            "id": name,
            "from": {"account": account, "device": number},
            "identity_key": base64(key),
            "kind": kind,
            "at": at,
            "shown": shown,
        }
        self.received.append(part)

    def number(self, account: Account, key: IdentityKey) -> int:
        """Return a device's number; primaries have 0."""
        assert key != NO_KEY
        return self.numbers.get((account, key), 0)

    def evidence(self, collected_at: int) -> Evidence:
        """Return everything as one document."""
        return {
            "format": "mdaudit-evidence/1",
            "collected_at": collected_at,
            "observers": ["the observed client"],
            "accounts": list(self.accounts.values()),
            "messages": self.messages,
            "received": self.received,
        }
