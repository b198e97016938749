"""The evidence format ``mdaudit-evidence/1``, member by member.

Times are Unix seconds, bytes are standard base64. A member that is absent (`UNSET`) was not
collected; None means that the observer looked and there is none; a value is a value.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from mdaudit.audit_cli.inputs.named import Name, UserPart, repeats

FORMAT = "mdaudit-evidence/1"
LAST_SECOND = 253_402_300_799
"""The end of the year 9999, the last time that has a date."""


class Octets(bytes):
    """Bytes that evidence spells in base64."""

    __slots__ = ()


class Key(Octets):
    """A raw public key or a secret, 32 bytes."""

    __slots__ = ()


Seconds = Annotated[int, Meta(ge=0, le=LAST_SECOND)]
Number = Annotated[int, Meta(ge=0, lt=2**32)]
Outcome = Literal["accepted", "refused", "unknown"]


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A strict, immutable object of the format."""


class Pin(_Part, frozen=True, kw_only=True):
    """Which primary key the observer held from a time on."""

    from_: Seconds = field(name="from")
    primary_key: Key
    raw_id: Number | UnsetType = UNSET
    how: Literal["first_contact", "compared", "synced", "changed"] | UnsetType = UNSET
    shown_to_user: bool | UnsetType = UNSET


class Verified(_Part, frozen=True, kw_only=True):
    """That a user compared the security code."""

    primary_key: Key
    at: Seconds


class ShownList(_Part, frozen=True, kw_only=True):
    """A device list that the server showed, and what the client did with it.

    `signed_at`: what the primary's own clock said when it signed the list; only a primary knows.
    """

    received_at: Seconds
    observer: Name | UnsetType = UNSET
    signed_key_index_list: Octets
    signed_at: Seconds | UnsetType = UNSET
    outcome: Outcome = "unknown"


class KnownDevice(_Part, frozen=True, kw_only=True):
    """A device as the client knows it."""

    device: Number
    identity_key: Key
    signed_device_identity: Octets | UnsetType | None = UNSET
    first_seen: Seconds | UnsetType = UNSET
    session: bool | UnsetType = UNSET


class Address(_Part, frozen=True, kw_only=True):
    """One device of an account."""

    account: UserPart
    device: Number


class Hint(_Part, frozen=True, kw_only=True):
    """Word of a list, inside a decrypted message."""

    heard_at: Seconds
    from_: Address = field(name="from")
    list_timestamp: Seconds
    key_hash: Octets | UnsetType = UNSET
    key_indexes: tuple[Number, ...] | UnsetType = UNSET


class Notice(_Part, frozen=True, kw_only=True):
    """An unsigned notice of the server; by `answered_at` the client had asked for the list."""

    received_at: Seconds
    kind: Literal["add", "remove", "update"]
    device: Number | UnsetType = UNSET
    effect: Literal["ignored", "queried", "removed", "added"] | UnsetType = UNSET
    answered_at: Seconds | UnsetType | None = UNSET


class Removal(_Part, frozen=True, kw_only=True):
    """A removal that the own account's user asked for."""

    key_index: Number
    requested_at: Seconds
    shown_done_at: Seconds | UnsetType | None = UNSET
    list_timestamp: Seconds | UnsetType | None = UNSET


class Linking(_Part, frozen=True, kw_only=True):
    """A linking payload as a companion got it.

    With `secret_in_codes_only`, the companion gave its secret to nobody but by the attempt's codes.
    """

    hmac_object: Octets
    linking_secret: Key | UnsetType = UNSET
    companion_key: Key | UnsetType = UNSET
    at: Seconds | UnsetType = UNSET
    attempt_closed_at: Seconds | UnsetType | None = UNSET
    secret_in_codes_only: bool = False


class Account(_Part, frozen=True, kw_only=True):
    """Everything about one account.

    `comparisons` and `confirmations` are the times at which the observer's user compared security
    codes, and went on after a change of identity: all of them, or none was collected.
    """

    account: UserPart
    own: bool = False
    pins: tuple[Pin, ...] | UnsetType | None = UNSET
    verified: Verified | UnsetType | None = UNSET
    comparisons: tuple[Seconds, ...] | UnsetType | None = UNSET
    confirmations: tuple[Seconds, ...] | UnsetType | None = UNSET
    lists_complete: bool = False
    lists: tuple[ShownList, ...] | UnsetType | None = UNSET
    devices: tuple[KnownDevice, ...] | UnsetType | None = UNSET
    hints: tuple[Hint, ...] | UnsetType | None = UNSET
    notices: tuple[Notice, ...] | UnsetType | None = UNSET
    removals: tuple[Removal, ...] | UnsetType | None = UNSET
    linking: tuple[Linking, ...] | UnsetType | None = UNSET

    def __post_init__(self) -> None:
        """Refuse pins that are not in time order."""
        times = [pin.from_ for pin in self.pins or ()]
        if times != sorted(times):
            raise ValueError("expected pins in time order, got an earlier one after a later one")


class Copy(_Part, frozen=True, kw_only=True):
    """One ciphertext of a message, for one device."""

    account: UserPart
    device: Number
    identity_key: Key | UnsetType = UNSET
    at: Seconds
    kind: Literal["message", "device_sent", "sender_key", "retry", "backfill"] | UnsetType = UNSET


class Group(_Part, frozen=True, kw_only=True):
    """The group that a message went to."""

    id: Name
    members: tuple[UserPart, ...]
    sender_key_id: int | UnsetType = UNSET


class SentMessage(_Part, frozen=True, kw_only=True):
    """A message and its copies; a refused one has none, since the client would not send it."""

    id: Name
    sent_at: Seconds
    observer: Name | UnsetType = UNSET
    from_: Address = field(name="from")
    to: UserPart | UnsetType = UNSET
    group: Group | UnsetType = UNSET
    outcome: Literal["sent", "refused"] = "sent"
    complete: bool = False
    copies: tuple[Copy, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a message to nobody, or to two kinds of recipient."""
        if (self.to is UNSET) == (self.group is UNSET):
            raise ValueError("expected one of `to` and `group`, got both or neither")
        if self.outcome == "refused" and self.copies:
            raise ValueError("expected no copies of a message that was refused, got some")


class ReceivedMessage(_Part, frozen=True, kw_only=True):
    """A message that arrived; of app state, `app_state_key` is the id of the key it is under."""

    id: Name
    observer: Name | UnsetType = UNSET
    from_: Address = field(name="from")
    identity_key: Key | UnsetType = UNSET
    kind: Literal["message", "device_sent", "history", "app_state", "key_share"] | UnsetType = UNSET
    app_state_key: Octets | UnsetType = UNSET
    at: Seconds
    shown: bool | UnsetType = UNSET


class SenderKey(_Part, frozen=True, kw_only=True):
    """A group sender key."""

    group: Name
    account: UserPart
    device: Number
    direction: Literal["in", "out"]
    id: int
    created_at: Seconds
    deleted_at: Seconds | UnsetType | None = UNSET


class AppStateKey(_Part, frozen=True, kw_only=True):
    """An app-state key; `raw_id` and `key_indexes` are its fingerprint: for whom it was made."""

    id: Octets
    epoch: Number
    created_at: Seconds
    raw_id: Number | UnsetType = UNSET
    key_indexes: tuple[Number, ...] | UnsetType = UNSET


class AppState(_Part, frozen=True, kw_only=True):
    """The app-state keys."""

    keys: tuple[AppStateKey, ...] | UnsetType | None = UNSET


class Evidence(_Part, frozen=True, kw_only=True, dict=True):
    """One document: accounts, and messages between them.

    With `messages_complete`, `messages` are all that the observers' own account sent.
    """

    format: Literal["mdaudit-evidence/1"]
    collected_at: Seconds | UnsetType = UNSET
    observers: tuple[Name, ...] | UnsetType = UNSET
    accounts: tuple[Account, ...]
    messages_complete: bool = False
    messages: tuple[SentMessage, ...] | UnsetType | None = UNSET
    received: tuple[ReceivedMessage, ...] | UnsetType | None = UNSET
    sender_keys: tuple[SenderKey, ...] | UnsetType | None = UNSET
    app_state: AppState | UnsetType | None = UNSET

    def __post_init__(self) -> None:
        """Refuse what is there twice, and an observer that is not named."""
        if repeats(account.account for account in self.accounts):
            raise ValueError("expected each account once, got one of them twice")
        if repeats(account.own for account in self.accounts if account.own):
            raise ValueError("expected one own account at most, got several")
        if repeats((sent.from_.account, sent.id) for sent in self.messages or ()):
            raise ValueError("expected each message once, with all its copies, got an id twice")
        if self.messages_complete and self.messages is UNSET:
            raise ValueError("expected the messages that are said to be complete, got none")
        self._refuse_observers()

    def _refuse_observers(self) -> None:
        used = [part.observer for part in self._observed()]
        known = () if self.observers is UNSET else self.observers
        if repeats(known):
            raise ValueError("expected each observer once, got one of them twice")
        if len(known) > 1 and UNSET in used:
            raise ValueError("expected `observer` everywhere, as there are several, got none")
        if any(name not in known for name in used if known and name is not UNSET):
            raise ValueError("expected an observer that `observers` names, got another one")

    def _observed(self) -> tuple[ShownList | SentMessage | ReceivedMessage, ...]:
        lists = (shown for account in self.accounts for shown in account.lists or ())
        return (*lists, *(self.messages or ()), *(self.received or ()))

    def observer_of(self, part: ShownList | SentMessage | ReceivedMessage) -> str:
        """Who saw it: with one observer the name may be left out."""
        return self.everybody()[0] if part.observer is UNSET else part.observer

    def everybody(self) -> tuple[str, ...]:
        """All observers; one without a name if the evidence names none."""
        return self._everybody

    @cached_property
    def _everybody(self) -> tuple[str, ...]:
        if self.observers is not UNSET and self.observers:
            return self.observers
        return tuple(
            dict.fromkeys(p.observer for p in self._observed() if p.observer is not UNSET)
        ) or ("observer",)
