"""Messages to a group.

* **GRP-2** Before each message, every device that was given the present sender key is in the
  present fan-out; otherwise a new key comes first.

An expired list and a passed deadline count like leaving. A sender that made a new key only when
somebody was seen to leave would go on writing to a device whose removal the server withholds.
"""

from __future__ import annotations

from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.fanout.sending import first_sent_now
from mdaudit.spec.groups.membership import in_fan_out
from mdaudit.spec.logic import both, either, every
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step, variant
from mdaudit.spec.sorts import (
    NO_KEY,
    NO_SENDER_KEY,
    PRIMARY,
    Client,
    Group,
    Message,
    Position,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import lists
from mdaudit.spec.state.system import replace
from mdaudit.spec.verification.marks import own_account_is_intact


@rule(
    "GRP-2",
    "Every device that was given the present sender key is in the present fan-out",
    source="white paper, groups: a new key when a member leaves or a device is removed; that "
    "expiry and deadline count as leaving is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.CLIENT,
    expected="a sender key of {client} for {group} that only devices in the fan-out have",
    got="one that another device has",
)
def all_holders_are_served(s: State, client: Client, group: Group, clock: Time) -> Truth:
    """A key cannot be taken back, so whoever must not read any more makes the key useless."""
    return every(
        s.given_from.at(s.sender_key(client, group)),
        lambda account, index, key: in_fan_out(s, client, group, account, index, key, clock),
    )


@variant(all_holders_are_served, "new-key-only-when-somebody-left")
def nobody_was_seen_to_leave(s: State, client: Client, group: Group, clock: Time) -> Truth:
    """A new key is made only when a member left, or a newer list no longer names a device."""
    return every(
        s.given_from.at(s.sender_key(client, group)),
        lambda account, index, _key: both(
            either(s.member(client, group, account), account == s.own_account(client)),
            either(index == PRIMARY, lists(s.held(client, account), index)),
        ),
    )


@step(Actor.CLIENT, "{client} sends {message} to {group}.")
def send_to_group(s: State, client: Client, group: Group, message: Message, clock: Time) -> State:
    """A client sends one message under its present sender key, and takes a step on the chain."""
    chain = s.sender_key(client, group)
    position = s.chain_position(chain)
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(both(client != Client(""), s.own_key(client) != NO_KEY), "the client is set up")
    assume(chain != NO_SENDER_KEY, "there is a sender key")
    assume(s.sender(message) == Client(""), "the message is new")
    own = s.own_account(client)
    require(list_is_usable, s, client, own, s.own_index(client), clock)
    require(own_account_is_intact, s, client, own, s.pin(client, own))
    require(all_holders_are_served, s, client, group, clock)
    within = s.knows.at(client).where(
        lambda account, index, key: in_fan_out(s, client, group, account, index, key, clock)
    )
    return replace(
        first_sent_now(s, client, message, clock),
        sent_pin=s.sent_pin.but_each(message, rows=s.pin.at(client), becomes=s.pin.at(client)),
        chain_position=s.chain_position.but(chain, becomes=Position(position + 1)),
        sent_under=s.sent_under.but(message, becomes=chain),
        sent_position=s.sent_position.but(message, becomes=position),
        readable=s.readable.but_each(message, rows=s.given_from.at(chain), becomes=True),
        fanned_out=s.fanned_out.but_each(message, rows=within, becomes=True),
        group_sent_at=s.group_sent_at.but(message, becomes=s.now),
        group_pin=s.group_pin.but_each(message, rows=s.pin.at(client), becomes=s.pin.at(client)),
        group_list=s.group_list.but_each(
            message, rows=s.held.at(client), becomes=s.held.at(client)
        ),
        group_told_at=s.group_told_at.but_each(
            message, rows=s.told_at.at(client), becomes=s.told_at.at(client)
        ),
    )
