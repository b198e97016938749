"""The state: everything that rules, steps and promises speak about.

A field is a function that starts out with its default everywhere. Fields fall into four groups:
what owners and companions did, who holds and signed with which key, what each client keeps, and
*ghosts*: records that only promises and lemmas read. A ghost records what happened; it never
copies a value that a rule guards, so a promise cannot become true by definition.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, get_args, get_type_hints

from mdaudit.spec.logic import Content, ContentSet, Function, Symbol, Table
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import (
    NEVER,
    NO_KEY,
    NO_LIFE,
    PRIMARY,
    Account,
    Client,
    IdentityKey,
    Index,
    Message,
    RawId,
    Time,
    Truth,
)


@dataclass(frozen=True)
class SignedList:
    """A device list (``ADVKeyIndexList``) as one object: the server can replay, not change it."""

    name: str
    """Tells objects apart that say the same, for example a digest of the received bytes."""

    list_life: RawId = NO_LIFE
    list_time: Time = NEVER
    current_index: Index = PRIMARY
    valid_indexes: frozenset[Index] = frozenset()
    list_is_hosted: Truth = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Certificate:
    """A device identity (``ADVDeviceIdentity``) with the companion key that is signed with it."""

    name: str
    """Tells objects apart that say the same."""

    certificate_life: RawId = NO_LIFE
    certificate_time: Time = NEVER
    certificate_index: Index = PRIMARY
    certificate_key: IdentityKey = NO_KEY
    certificate_is_hosted: Truth = False

    def __str__(self) -> str:
        return self.name


NO_LIST = SignedList("no list")
"""Nothing held yet."""

NO_CERTIFICATE = Certificate("no certificate")
"""No evidence was presented."""

list_life = Content[SignedList, RawId]("list_life", SignedList, RawId)
"""The life that the list belongs to."""
list_time = Content[SignedList, Time]("list_time", SignedList, Time)
"""When the primary signed it, by the primary's clock."""
current_index = Content[SignedList, Index]("current_index", SignedList, Index)
"""The index that the list itself calls its highest."""
lists = ContentSet[SignedList, Index]("valid_indexes", SignedList, Index)
"""Whether the list names an index as valid."""
list_is_hosted = Content[SignedList, Truth]("list_is_hosted", SignedList, bool)
"""Whether the list is of a hosted account."""

certificate_life = Content[Certificate, RawId]("certificate_life", Certificate, RawId)
"""The life that the certificate belongs to."""
certificate_time = Content[Certificate, Time]("certificate_time", Certificate, Time)
"""When the primary signed it, by the primary's clock."""
certificate_index = Content[Certificate, Index]("certificate_index", Certificate, Index)
"""The key index that it gives to the device."""
certificate_key = Content[Certificate, IdentityKey]("certificate_key", Certificate, IdentityKey)
"""The identity key of the device."""
certificate_is_hosted = Content[Certificate, Truth]("certificate_is_hosted", Certificate, bool)
"""Whether the device is a hosted one."""

CONTENTS = (
    list_life,
    list_time,
    current_index,
    lists,
    list_is_hosted,
    certificate_life,
    certificate_time,
    certificate_index,
    certificate_key,
    certificate_is_hosted,
)
"""All contents of signed objects."""

NAMED = {
    IdentityKey: NO_KEY,
    RawId: NO_LIFE,
    SignedList: NO_LIST,
    Certificate: NO_CERTIFICATE,
}
"""The one named value of each sort that has one."""


def default(value: Any) -> Any:
    """A field whose function has this value wherever nothing was recorded."""
    return field(metadata={"default": value})


@dataclass(frozen=True)
class State:
    """One moment of the whole system."""

    policy: Policy
    """The bounds; the same at every moment."""
    now: Time
    """True time; every clock is within the clock error of it."""

    # What owners and companions did -------------------------------------------------------------
    primary_of: Function[Account, IdentityKey] = default(NO_KEY)
    """The key of the account's present primary."""
    used_key: Function[IdentityKey, Truth] = default(value=False)
    """Primary keys that were ever registered; none is registered twice."""
    life_of: Function[IdentityKey, RawId] = default(NO_LIFE)
    """The present life under a primary key."""
    used_life: Function[IdentityKey, RawId, Truth] = default(value=False)
    """Lives that a primary key ever began; none is begun twice."""
    last_list_time: Function[IdentityKey, Time] = default(NEVER)
    """The time in the last list that the primary signed."""
    high_water: Function[IdentityKey, RawId, Index] = default(PRIMARY)
    """The highest index ever given out in a life, linked or not."""
    linked: Function[IdentityKey, RawId, Index, Truth] = default(value=False)
    """The companions' indexes that the owner wants linked."""
    approved: Function[IdentityKey, Certificate, Truth] = default(value=False)
    """Certificates that an honest primary issued after its owner's approval."""
    adopted: Function[IdentityKey, Certificate, IdentityKey, Truth] = default(value=False)
    """A companion's key adopted, by this certificate, this primary."""

    # Keys and what they signed ------------------------------------------------------------------
    corrupt: Function[IdentityKey, Truth] = default(value=False)
    """Keys that the adversary holds."""
    leaked: Function[IdentityKey, Truth] = default(value=False)
    """Companion keys whose linking secret the adversary holds."""
    signed: Function[IdentityKey, SignedList, Truth] = default(value=False)
    """The list carries a valid list signature (0602) of the key."""
    certified: Function[IdentityKey, Certificate, Truth] = default(value=False)
    """The certificate carries a valid account signature (0600) of the key."""
    device_signed: Function[Certificate, IdentityKey, Truth] = default(value=False)
    """The certificate carries a valid device signature (0601), naming this primary."""
    vouched: Function[IdentityKey, Certificate, IdentityKey, Truth] = default(value=False)
    """A linking payload with certificate and primary, authenticated by the companion's secret."""

    # What each client keeps ---------------------------------------------------------------------
    own_account: Function[Client, Account] = default(Account(""))
    """The account that the client is a device of."""
    own_key: Function[Client, IdentityKey] = default(NO_KEY)
    """The client's own identity key."""
    own_index: Function[Client, Index] = default(PRIMARY)
    """The client's own key index."""
    pin: Function[Client, Account, IdentityKey] = default(NO_KEY)
    """The primary key that the client pinned for the account."""
    pinned_life: Function[Client, Account, RawId] = default(NO_LIFE)
    """The life that the client pinned with it."""
    pinned_hosted: Function[Client, Account, Truth] = default(value=False)
    """Whether the account was pinned as a hosted one."""
    held: Function[Client, Account, SignedList] = default(NO_LIST)
    """The last list that the client accepted; it stays when it expires."""
    received_at: Function[Client, Account, Time] = default(NEVER)
    """When the client last got or confirmed the held list, by its clock."""
    mark: Function[Client, Account, Index] = default(PRIMARY)
    """The highest index of any list held in this life: the client's own mark."""
    required_time: Function[Client, Account, Time] = default(NEVER)
    """The highest time that a hint named: only a list at least that new will do."""
    deadline: Function[Client, Account, Time] = default(NEVER)
    """When the held list stops being used, by the client's clock; set by the first unmet hint."""
    knows: Function[Client, Account, Index, IdentityKey, Truth] = default(value=False)
    """Devices that the client has a session with; the primary is one of them."""
    evidence: Function[Client, Account, Index, IdentityKey, Certificate] = default(NO_CERTIFICATE)
    """The certificate by which the client accepted the device."""
    key_at: Function[Client, Account, Index, IdentityKey] = default(NO_KEY)
    """The one key that the client accepted for an index in this life."""

    # Ghosts: of the owner, of the client, of messages -------------------------------------------
    removal_true_time: Function[IdentityKey, RawId, Index, Time] = default(NEVER)
    """Ghost: when the owner removed the index, in true time."""
    removal_list_time: Function[IdentityKey, RawId, Index, Time] = default(NEVER)
    """Ghost: the time in the first list without the index."""
    held_since_pin: Function[Client, Account, SignedList, Truth] = default(value=False)
    """Ghost: every list that the client held since it set its pin."""
    first_held: Function[Client, SignedList, Time] = default(NEVER)
    """Ghost: when the client first accepted the list, in true time."""
    saw_dropped: Function[Client, Account, Index, Truth] = default(value=False)
    """Ghost: indexes that the client saw disappear since it set its pin."""
    told_at: Function[Client, Account, Index, Time] = default(NEVER)
    """Ghost: when a hint first named a time at or after the index's removal, in true time."""
    admitted: Function[Client, Account, Index, IdentityKey, SignedList] = default(NO_LIST)
    """Ghost: the list by which the client last admitted a message of the companion."""
    admitted_at: Function[Client, Account, Index, IdentityKey, Time] = default(NEVER)
    """Ghost: when, in true time."""

    sender: Function[Message, Client] = default(Client(""))
    """Ghost: the client that sent the message."""
    copied: Function[Message, Account, Index, IdentityKey, Truth] = default(value=False)
    """Ghost: a copy of the message was encrypted to the device. Each carries its own basis:"""
    copied_at: Function[Message, Account, Index, IdentityKey, Time] = default(NEVER)
    """Ghost: when, in true time."""
    copy_pin: Function[Message, Account, Index, IdentityKey, IdentityKey] = default(NO_KEY)
    """Ghost: the sender's pin for the account at that moment."""
    copy_list: Function[Message, Account, Index, IdentityKey, SignedList] = default(NO_LIST)
    """Ghost: the list that the sender held at that moment."""
    copy_evidence: Function[Message, Account, Index, IdentityKey, Certificate] = default(
        NO_CERTIFICATE
    )
    """Ghost: the certificate by which the sender knew the device."""
    copy_told_at: Function[Message, Account, Index, IdentityKey, Time] = default(NEVER)
    """Ghost: `told_at` of the sender at that moment."""
    copy_saw_dropped: Function[Message, Account, Index, IdentityKey, Truth] = default(value=False)
    """Ghost: the sender had seen the index disappear by that moment."""


Make = Callable[[Symbol, Any], Any]


@cache
def functions() -> dict[str, tuple[Symbol, Any]]:
    """Every function of the state by name: its sorts as a symbol, and its default."""
    hints = get_type_hints(State)
    return {
        f.name: (
            Symbol(f.name, get_args(hints[f.name])[:-1], get_args(hints[f.name])[-1]),
            f.metadata["default"],
        )
        for f in fields(State)
        if "default" in f.metadata
    }


def state(policy: Policy, now: Time, make: Make) -> State:
    """A state whose functions are made one by one from their symbol and default."""
    made = {name: make(symbol, value) for name, (symbol, value) in functions().items()}
    return State(policy=policy, now=now, **made)


def beginning(policy: Policy, now: Time = Time(0)) -> State:
    """The state before anything happened."""
    return state(policy, now, lambda symbol, value: Table(symbol.sorts, value, {}))
