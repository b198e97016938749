"""Sender keys: made, and given to others.

* **GRP-1** A sender key is given to the devices in the present fan-out for the group; to nobody
  else.
* **GRP-4** A device is given the chain from the present position on, never an earlier one.

GRP-1 is a filter, as the rules of the fan-out are: who does not pass is left out. The client may
give the same key to the same devices again, for example when one of them asks for it.
"""

from __future__ import annotations

from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.groups.membership import in_fan_out
from mdaudit.spec.logic import Function, choose, negate, smaller
from mdaudit.spec.reading import assume, holds, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import (
    CHAIN_START,
    NO_KEY,
    NO_SENDER_KEY,
    NOWHERE,
    Account,
    Client,
    Group,
    IdentityKey,
    Index,
    Position,
    SenderKey,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace


@rule(
    "GRP-1",
    "A sender key is given only to devices in the present fan-out of the group's members",
    source="white paper, groups: distributed to the devices of all members, the own ones too",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.CLIENT,
    expected="device {index} of {account} in the fan-out for {group} at {clock}",
    got="a device outside it",
    dropping="the key is given to every device that the client has a session with",
)
def given_within_the_fan_out(
    s: State,
    client: Client,
    group: Group,
    account: Account,
    index: Index,
    key: IdentityKey,
    clock: Time,
) -> Truth:
    """Whoever has the key reads every message under it, so giving it is like sending a copy."""
    return in_fan_out(s, client, group, account, index, key, clock)


@rule(
    "GRP-4",
    "A device is given the chain from the present position on, never an earlier one",
    source="white paper, groups: the current chain key; that nothing earlier is given is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.CLIENT,
    expected="the chain from position {present} on",
    got="the chain from position {start} on",
)
def from_the_present_position(start: Position, present: Position) -> Truth:
    """A chain can be followed forward only: who gets its start reads all that was ever sent."""
    return start == present


@step(Actor.CLIENT, "{client} makes the sender key {chain} for {group}.")
def make_sender_key(s: State, client: Client, group: Group, chain: SenderKey) -> State:
    """The first sender key for a group, or a new one in the place of the old; nobody has it yet."""
    assume(s.own_key(client) != NO_KEY, "the client is set up")
    assume(chain != NO_SENDER_KEY, "there is a key")
    assume(negate(s.used_sender_key(chain)), "the key is new")
    return replace(
        s,
        sender_key=s.sender_key.but(client, group, becomes=chain),
        used_sender_key=s.used_sender_key.but(chain, becomes=True),
    )


@step(Actor.CLIENT, "{client} gives its sender key for {group} from position {start} on.")
def give_sender_key(s: State, client: Client, group: Group, start: Position, clock: Time) -> State:
    """The client gives its present sender key to the devices in its fan-out for the group."""
    chain = s.sender_key(client, group)
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(chain != NO_SENDER_KEY, "there is a sender key")
    assume(start >= CHAIN_START, "the chain has such a position")
    require(list_is_usable, s, client, s.own_account(client), s.own_index(client), clock)
    require(from_the_present_position, start, s.chain_position(chain))
    served = fan_out_for_group(s, client, group, clock)
    return replace(
        s,
        given_from=s.given_from.but_each(
            chain,
            rows=served,
            becomes=lambda account, index, key: first_place(
                s.given_from(chain, account, index, key), start
            ),
        ),
        given_at=s.given_at.but_each(chain, rows=served, becomes=s.now),
        given_pin=s.given_pin.but_each(
            chain, rows=served, becomes=lambda account, _index, _key: s.pin(client, account)
        ),
        given_list=s.given_list.but_each(
            chain, rows=served, becomes=lambda account, _index, _key: s.held(client, account)
        ),
        given_told_at=s.given_told_at.but_each(
            chain,
            rows=served,
            becomes=lambda account, index, _key: s.told_at(client, account, index),
        ),
    )


def fan_out_for_group(
    s: State, client: Client, group: Group, clock: Time
) -> Function[Account, Index, IdentityKey, Truth]:
    """The devices that a sender key of the client is given to: GRP-1."""
    return s.knows.at(client).where(
        lambda account, index, key: holds(
            given_within_the_fan_out, s, client, group, account, index, key, clock
        )
    )


def first_place(old: Position, start: Position) -> Position:
    """Who is given a chain again can still read from the earlier of the two places on."""
    return choose(old == NOWHERE, start, smaller(old, start))
