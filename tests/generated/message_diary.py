"""What the observed client sent, got and holds keys for, to be written down as evidence."""

from dataclasses import dataclass, field

from mdaudit.spec.sorts import NO_KEY, Account, Group, IdentityKey, Index, SenderKey
from mdaudit.spec.state.app_state import AppStateKey
from tests.generated.written import Evidence, base64


@dataclass
class MessageDiary:
    """Messages, and what came with them; times are the observed client's own."""

    own: Account
    messages: list[Evidence] = field(default_factory=list)
    received: list[Evidence] = field(default_factory=list)
    app_state_keys: list[Evidence] = field(default_factory=list)
    sender_keys: dict[SenderKey, Evidence] = field(default_factory=dict)
    """Every sender key that was made or brought."""
    numbers: dict[tuple[Account, IdentityKey], int] = field(default_factory=dict)
    """The number of each device, which is not its index."""

    def number(self, account: Account, key: IdentityKey) -> int:
        """Return a device's number; primaries have 0."""
        assert key != NO_KEY
        return self.numbers.get((account, key), 0)

    def sent(
        self,
        at: int,
        name: str,
        sender: IdentityKey,
        to: Account,
        copies: list[tuple[Account, Index, IdentityKey]],
    ) -> None:
        """Write down a message with all its copies."""
        parts = [self._copy(at, account, key) for account, _, key in copies]
        self.messages.append(self._message(at, name, sender, parts) | {"to": to})

    def would_not_send(self, at: int, name: str, sender: IdentityKey, to: Account) -> None:
        """Write down that the client refused to send a message."""
        self.sent(at, name, sender, to, [])
        self.messages[-1]["outcome"] = "refused"

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
        parts = [self._copy(at, account, key, "sender_key") for account, _, key in given]
        to = {"id": group, "members": members, "sender_key_id": _number_of(chain)}
        self.messages.append(self._message(at, name, sender, parts) | {"group": to})

    def _message(self, at: int, name: str, sender: IdentityKey, copies: list[Evidence]) -> Evidence:
        return {
            "id": name,
            "sent_at": at,
            "from": {"account": self.own, "device": self.number(self.own, sender)},
            "complete": True,
            "copies": copies,
        }

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

    def parts(self) -> Evidence:
        """Return the parts of a document that are not about one account."""
        return {
            "messages_complete": True,
            "messages": self.messages,
            "received": self.received,
            "app_state": {"keys": self.app_state_keys},
            "sender_keys": list(self.sender_keys.values()),
        }


def _number_of(chain: SenderKey) -> int:
    """Return the number by which evidence calls a sender key."""
    return int.from_bytes(chain, "big")
