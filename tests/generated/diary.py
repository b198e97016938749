"""What the observed client saw and did, to be written down as evidence."""

from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Group,
    IdentityKey,
    Index,
    RawId,
    SenderKey,
)
from mdaudit.spec.state.app_state import AppStateKey
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
    app_state_keys: list[Evidence] = field(default_factory=list)
    sender_keys: dict[SenderKey, Evidence] = field(default_factory=dict)
    """Every sender key that was made or brought."""
    numbers: dict[tuple[Account, IdentityKey], int] = field(default_factory=dict)
    """The number of each device, which is not its index."""

    def about(self, account: Account) -> Evidence:
        """Return what is written about an account."""
        blank = {
            "account": account,
            "own": account == self.own,
            "pins": [],
            "verified": None,
            "comparisons": [],
            "confirmations": [],
            "lists_complete": True,
            "lists": [],
            "devices": [],
            "hints": [],
            "notices": [],
        }
        return self.accounts.setdefault(account, blank)

    def pinned(
        self, at: int, account: Account, key: IdentityKey, life: RawId, *, told: bool
    ) -> None:
        """Write down that the client pinned a key, and whether it told its user."""
        pins = self.about(account)["pins"]
        how = "changed" if pins else "first_contact"
        pin = {"from": at, "primary_key": base64(key), "raw_id": life}
        pins.append(pin | {"how": how, "shown_to_user": told})

    def marked(self, at: int, account: Account, key: IdentityKey) -> None:
        """Write down that the user compared the code of a key, and that the mark is on it."""
        self.about(account)["verified"] = {"primary_key": base64(key), "at": at}
        self.about(account)["comparisons"].append(at)

    def mark_is_on(self, account: Account, key: IdentityKey | None) -> None:
        """Write down that the mark went over to another key, or is gone (None)."""
        mark = self.about(account)["verified"]
        self.about(account)["verified"] = (
            None if key is None else mark | {"primary_key": base64(key)}
        )

    def noticed(self, at: int, account: Account, kind: str, number: int, effect: str) -> None:
        """Write down an unsigned notice, and what the client did when it came."""
        part = {"received_at": at, "kind": kind, "device": number, "effect": effect}
        self.about(account)["notices"].append(part)

    def asked_to_remove(self, at: int, index: Index) -> None:
        """Write down that the owner asked for a removal, of which nothing is done yet."""
        part = {"key_index": index, "requested_at": at, "shown_done_at": None}
        self.removals().append(part | {"list_timestamp": None})

    def removals(self) -> list[Evidence]:
        """Return what is written about removals; only a phone writes of them."""
        parts: list[Evidence] = self.about(self.own).setdefault("removals", [])
        return parts

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

    def heard_keys(self, account: Account, key_hash: bytes, indexes: list[Index]) -> None:
        """Write down what the last word of a list said of the keys under it."""
        self.about(account)["hints"][-1] |= {
            "key_hash": base64(key_hash),
            "key_indexes": indexes,
        }

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
            "copies": [self._copy(at, account, key) for account, _, key in copies],
        }
        self.messages.append(part)

    def sent_to_group(
        self,
        at: int,
        name: str,
        sender: IdentityKey,
        group: Group,
        members: list[Account],
        chain: SenderKey,
        given: list[tuple[Account, Index, IdentityKey]],
    ) -> None:
        """Write down a message to a group, with whom its sender key was given to along with it."""
        part = {
            "id": name,
            "sent_at": at,
            "from": {"account": self.own, "device": self.number(self.own, sender)},
            "group": {"id": group, "members": members, "sender_key_id": _number_of(chain)},
            "complete": True,
            "copies": [self._copy(at, account, key, "sender_key") for account, _, key in given],
        }
        self.messages.append(part)

    def sent_again(
        self, at: int, name: str, account: Account, key: IdentityKey, kind: str = ""
    ) -> None:
        """Write down one more copy of a message."""
        (part,) = (part for part in self.messages if part["id"] == name)
        part["copies"].append(self._copy(at, account, key, kind))

    def _copy(self, at: int, account: Account, key: IdentityKey, kind: str = "") -> Evidence:
        usual = "device_sent" if account == self.own else "message"
        return {
            "account": account,
            "device": self.number(account, key),
            "identity_key": base64(key),
            "at": at,
            "kind": kind or usual,
        }

    def has_sender_key(
        self, at: int, group: Group, account: Account, key: IdentityKey, chain: SenderKey, way: str
    ) -> None:
        """Write down a sender key: a new one of the client's own, or one that a device brought."""
        part = {
            "group": group,
            "account": account,
            "device": self.number(account, key),
            "direction": way,
            "id": _number_of(chain),
            "created_at": at,
            "deleted_at": None,
        }
        self.sender_keys[chain] = part

    def deleted_sender_key(self, at: int, chain: SenderKey) -> None:
        """Write down that a sender key was deleted."""
        self.sender_keys[chain]["deleted_at"] = at

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

    def took(
        self,
        at: int,
        account: Account,
        key: IdentityKey,
        kind: str,
        under: AppStateKey | None = None,
    ) -> None:
        """Write down that the client took data of the own account, app state `under` a key."""
        name, number = f"d{len(self.received)}", self.number(account, key)
        self.arrived(at, name, account, number, key, shown=True, kind=kind)
        if under is not None:
            self.received[-1]["app_state_key"] = base64(under.key_epoch.to_bytes(6))

    def has_app_state_key(self, made: AppStateKey, created_at: int) -> None:
        """Write down that the client has an app-state key; it may get one twice."""
        epoch = made.key_epoch
        part = {"id": base64(epoch.to_bytes(6)), "epoch": epoch, "created_at": created_at}
        part |= {"raw_id": made.key_life, "key_indexes": sorted(made.key_indexes)}
        if part not in self.app_state_keys:
            self.app_state_keys.append(part)

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
            "messages_complete": True,
            "messages": self.messages,
            "received": self.received,
            "app_state": {"keys": self.app_state_keys},
            "sender_keys": list(self.sender_keys.values()),
        }


def _number_of(chain: SenderKey) -> int:
    """Return the number by which evidence calls a sender key."""
    return int.from_bytes(chain, "big")
