"""The fan-out.

* **FAN-1** Copies go to device 0 with the pinned key, and to verified devices that the held list
  names; to nobody else.
* **FAN-3** Once the deadline of a hint has passed, they go to that account's primary only.

With FAN-2, which receipt asks as well (`usable`), the same holds of a missing or expired list.

FAN-1 to FAN-3 are filters: a device that does not pass is left out, and the record says which rule
left it out.
"""

from __future__ import annotations

from dataclasses import replace

from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.logic import Function, both, either
from mdaudit.spec.reading import assume, holds, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step, variant
from mdaudit.spec.sorts import (
    NEVER,
    PRIMARY,
    Account,
    Client,
    IdentityKey,
    Index,
    Message,
    Time,
    Truth,
)
from mdaudit.spec.state import State, lists


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


def fan_out(
    s: State, client: Client, to: Account, clock: Time
) -> Function[Account, Index, IdentityKey, Truth]:
    """The devices that a message of the client to the account is encrypted for."""

    def is_served(account: Account, index: Index, key: IdentityKey) -> Truth:
        return both(
            either(account == to, account == s.own_account(client)),
            key != s.own_key(client),
            holds(is_listed, s, client, account, index, key),
            holds(list_is_usable, s, client, account, index, clock),
            holds(before_the_deadline, s, client, account, index, clock),
        )

    return s.knows.at(client).where(is_served)


@step(Actor.CLIENT, "{client} sends {message} to {to}.")
def send(s: State, client: Client, message: Message, to: Account, clock: Time) -> State:
    """A client sends a message: one copy per device, each with what it was based on."""
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(client != Client(""), "there is a client")
    assume(s.sender(message) == Client(""), "the message is new")
    require(list_is_usable, s, client, s.own_account(client), s.own_index(client), clock)
    served = fan_out(s, client, to, clock)
    return replace(
        s,
        sender=s.sender.but(message, becomes=client),
        copied=s.copied.but_each(message, rows=served, becomes=True),
        copied_at=s.copied_at.but_each(message, rows=served, becomes=s.now),
        copy_pin=s.copy_pin.but_each(
            message, rows=served, becomes=lambda account, _index, _key: s.pin(client, account)
        ),
        copy_list=s.copy_list.but_each(
            message, rows=served, becomes=lambda account, _index, _key: s.held(client, account)
        ),
        copy_evidence=s.copy_evidence.but_each(message, rows=served, becomes=s.evidence.at(client)),
        copy_told_at=s.copy_told_at.but_each(
            message,
            rows=served,
            becomes=lambda account, index, _key: s.told_at(client, account, index),
        ),
        copy_saw_dropped=s.copy_saw_dropped.but_each(
            message,
            rows=served,
            becomes=lambda account, index, _key: s.saw_dropped(client, account, index),
        ),
    )
