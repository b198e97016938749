"""The fan-out.

* **FAN-1** Copies go to device 0 with the pinned key, and to verified devices that the held list
  names; to nobody else.
* **FAN-3** Once the deadline of a hint has passed, they go to that account's primary only.

With FAN-2, which receipt asks as well (`usable`), the same holds of a missing or expired list.

FAN-1 to FAN-3 are filters: a device that does not pass is left out, and the record says which rule
left it out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from mdaudit.spec.consistency.alone import not_said_to_be_alone
from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.logic import Function, both, either
from mdaudit.spec.reading import assume, holds, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step, variant
from mdaudit.spec.sorts import (
    NEVER,
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    IdentityKey,
    Index,
    Message,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import lists
from mdaudit.spec.state.system import replace
from mdaudit.spec.verification.marks import change_is_confirmed, own_account_is_intact

R = TypeVar("R")


@rule(
    "FAN-1",
    "Copies go to device 0 with the pinned key and to verified, listed devices; to nobody else",
    source="engineering post of 2021 and white paper: client fan-out over the device lists",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.CLIENT,
    expected="index {index} valid in the held list of {account}, or the pinned primary",
    got="neither",
)
def is_listed(s: State, client: Client, account: Account, index: Index, key: IdentityKey) -> Truth:
    """What the owner did not list gets nothing."""
    return either(
        both(index == PRIMARY, key == s.pin(client, account)),
        both(index > PRIMARY, lists(s.held(client, account), index)),
    )


@variant(is_listed, "listed-or-above-the-mark")
def is_listed_or_new(
    s: State, client: Client, account: Account, index: Index, key: IdentityKey
) -> Truth:
    """A device whose index is above the mark counts as newer than the list, and is served."""
    return either(is_listed(s, client, account, index, key), index > s.mark(client, account))


@rule(
    "FAN-3",
    "Once the deadline of a hint has passed, only the account's primary is served",
    source="white paper, in-chat device consistency: 48 hours or less",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.CLIENT,
    expected="a list of {account} before the deadline, now {clock}",
    got="none",
)
def before_the_deadline(
    s: State, client: Client, account: Account, index: Index, clock: Time
) -> Truth:
    """Once there is word of a newer list, a server can withhold it for the deadline only."""
    deadline = s.deadline(client, account)
    return either(index == PRIMARY, deadline == NEVER, clock < deadline)


def is_served(
    s: State, client: Client, account: Account, index: Index, key: IdentityKey, clock: Time
) -> Truth:
    """Whether the client encrypts for a known device: FAN-1 to FAN-3, ICDC-5, and never itself."""
    return both(
        key != s.own_key(client),
        holds(is_listed, s, client, account, index, key),
        holds(list_is_usable, s, client, account, index, clock),
        holds(before_the_deadline, s, client, account, index, clock),
        holds(not_said_to_be_alone, s, client, account, index),
    )


def fan_out(
    s: State, client: Client, to: Account, clock: Time
) -> Function[Account, Index, IdentityKey, Truth]:
    """The devices that a message of the client to the account is encrypted for."""
    return s.knows.at(client).where(
        lambda account, index, key: both(
            either(account == to, account == s.own_account(client)),
            is_served(s, client, account, index, key, clock),
        )
    )


@step(Actor.CLIENT, "{client} sends {message} to {to}.")
def send(s: State, client: Client, message: Message, to: Account, clock: Time) -> State:
    """A client sends a message: one copy per device, each with what it was based on."""
    own = s.own_account(client)
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(both(client != Client(""), s.own_key(client) != NO_KEY), "the client is set up")
    assume(s.sender(message) == Client(""), "the message is new")
    require_ready(s, client, to, clock)
    pins = s.sent_pin.but(message, own, becomes=s.pin(client, own))
    written = replace(
        first_sent_now(s, client, message, clock),
        sent_to=s.sent_to.but(message, becomes=to),
        sent_pin=pins.but(message, to, becomes=s.pin(client, to)),
        written=s.written.but(s.own_key(client), message, to, becomes=True),
    )
    return with_copies(written, client, message, fan_out(s, client, to, clock))


def first_sent_now(s: State, client: Client, message: Message, clock: Time) -> State:
    """When a message was first sent, and by whom: what a later copy depends on (FAN-6)."""
    return replace(
        s,
        sender=s.sender.but(message, becomes=client),
        first_sent=s.first_sent.but(message, becomes=clock),
        first_sent_at=s.first_sent_at.but(message, becomes=s.now),
    )


def require_ready(s: State, client: Client, to: Account, clock: Time) -> None:
    """The client may encrypt at all: its own list is usable, and no change waits for its user."""
    own = s.own_account(client)
    require(list_is_usable, s, client, own, s.own_index(client), clock)
    require(own_account_is_intact, s, client, own, s.pin(client, own))
    require(change_is_confirmed, s, client, to)
    require(change_is_confirmed, s, client, own)


def with_copies(
    s: State,
    client: Client,
    message: Message,
    served: Function[Account, Index, IdentityKey, Truth],
) -> State:
    """The message is encrypted for these devices; each copy remembers what it was based on."""

    def of_account(function: Function[Client, Account, R]) -> Callable[..., R]:
        return lambda account, _index, _key: function(client, account)

    def of_index(function: Function[Client, Account, Index, R]) -> Callable[..., R]:
        return lambda account, index, _key: function(client, account, index)

    def record(field: Function[Any, Any, Any, Any, R], becomes: Any) -> Any:
        return field.but_each(message, rows=served, becomes=becomes)

    return replace(
        s,
        copied=record(s.copied, True),
        copied_at=record(s.copied_at, s.now),
        copy_pin=record(s.copy_pin, of_account(s.pin)),
        copy_list=record(s.copy_list, of_account(s.held)),
        copy_evidence=record(s.copy_evidence, s.evidence.at(client)),
        copy_told_at=record(s.copy_told_at, of_index(s.told_at)),
        copy_saw_dropped=record(s.copy_saw_dropped, of_index(s.saw_dropped)),
        copy_verified=record(s.copy_verified, of_account(s.verified)),
        copy_unconfirmed=record(s.copy_unconfirmed, of_account(s.unconfirmed)),
        copy_alone_since=record(s.copy_alone_since, of_account(s.alone_since)),
    )
