"""What the observed client saw and did, to be written down as evidence."""

from dataclasses import dataclass, field

from mdaudit.spec.sorts import PRIMARY, Account, IdentityKey, Index, RawId
from mdaudit.spec.state.signed import NO_CERTIFICATE, Certificate, SignedList
from tests.generated.message_diary import MessageDiary
from tests.generated.mint import Mint
from tests.generated.written import Evidence, base64


@dataclass
class Diary(MessageDiary):
    """Events in the form of evidence; times are the observed client's own."""

    mint: Mint = field(kw_only=True)
    accounts: dict[Account, Evidence] = field(default_factory=dict)
    clocks: dict[SignedList, int] = field(default_factory=dict)
    """What the clock of the client said when it signed a list."""

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
        known = {"signed_at": self.clocks[shown]} if shown in self.clocks else {}
        self.about(account)["lists"].append(part | known)

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

    def evidence(self, collected_at: int) -> Evidence:
        """Return everything as one document."""
        return {
            "format": "mdaudit-evidence/1",
            "collected_at": collected_at,
            "observers": ["the observed client"],
            "accounts": list(self.accounts.values()),
            **self.parts(),
        }
