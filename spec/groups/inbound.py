"""Sender keys of others.

* **GRP-3** The inbound sender keys of a device that was removed are deleted: by a newer list, by
  another life or by another primary.
* **GRP-5** An inbound sender key belongs to the device whose pairwise session brought it.

GRP-3 is asked where it matters, before a message is shown: to delete a key when the device goes, or
when its next message comes, is the same to whoever reads.

A message that was encrypted again for one device (FAN-6) comes over the session, together with the
sender key of its device. To show it is the same step, and it is shown once (RCV-3), whichever way
it comes first.
"""

from __future__ import annotations

from mdaudit.spec.device_list.devices import named_by_the_held_list
from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.logic import both, either, negate
from mdaudit.spec.reading import assume, holds, require
from mdaudit.spec.receiving.showing import counted_as_shown
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import (
    NO_SENDER_KEY,
    PRIMARY,
    Account,
    Client,
    Group,
    IdentityKey,
    Index,
    Message,
    SenderKey,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import lists
from mdaudit.spec.state.system import replace


@rule(
    "GRP-3",
    "The inbound sender keys of a removed device are deleted",
    source="white paper, groups: sessions of a removed device end; the keys are inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.CLIENT,
    expected="device {index} of {account} with this key, known and not removed",
    got="a device that is not there any more",
)
def not_removed(
    s: State, client: Client, account: Account, index: Index, key: IdentityKey
) -> Truth:
    """Otherwise a removed device speaks on, even as the one that took its index in another life.

    That the list is not expired either is the matter of DEV-3.
    """
    return both(
        s.knows(client, account, index, key),
        either(index == PRIMARY, lists(s.held(client, account), index)),
    )


@rule(
    "GRP-5",
    "An inbound sender key belongs to the device whose pairwise session brought it",
    source="inferred: the distribution message names a group and no sender that could be checked",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.UNKNOWN,
    expected="a sender key of the session's own device {index} of {account}",
    got="one of device {claimed_index} of {claimed_account}",
)
def is_the_sessions_own(
    account: Account,
    index: Index,
    key: IdentityKey,
    claimed_account: Account,
    claimed_index: Index,
    claimed_key: IdentityKey,
) -> Truth:
    """What a message says about its own origin is worth nothing; the session is what counts."""
    return both(account == claimed_account, index == claimed_index, key == claimed_key)


@step(
    Actor.CLIENT,
    "{client} gets, from device {index} of {account}, the sender key {chain} for {group}, "
    "as one of device {claimed_index} of {claimed_account}.",
)
def receive_sender_key(
    s: State,
    client: Client,
    group: Group,
    account: Account,
    index: Index,
    key: IdentityKey,
    chain: SenderKey,
    claimed_account: Account,
    claimed_index: Index,
    claimed_key: IdentityKey,
) -> State:
    """A decrypted pairwise message brings a sender key, and names a device that it is of.

    Any device may bring any key; whose messages are read under it is what matters.
    """
    assume(s.knows(client, account, index, key), "the message came over a session")
    assume(chain != NO_SENDER_KEY, "there is a key")
    claim = (claimed_account, claimed_index, claimed_key)
    require(is_the_sessions_own, account, index, key, *claim)
    return replace(
        s,
        inbound=s.inbound.but(client, group, *claim, chain, becomes=True),
        brought=s.brought.but(client, group, account, index, key, chain, becomes=True),
    )


@step(Actor.CLIENT, "{client} deletes the sender keys of removed devices in {group}.")
def forget_sender_keys(s: State, client: Client, group: Group) -> State:
    """The client deletes what it must not use any more; the rule is asked before each use."""
    gone = s.inbound.at(client, group).where(
        lambda account, index, key, _chain: negate(
            holds(not_removed, s, client, account, index, key)
        )
    )
    return replace(s, inbound=s.inbound.but_each(client, group, rows=gone, becomes=False))


@step(
    Actor.CLIENT,
    "{client} shows {message} to {group} under {chain}, as from device {index} of {account}.",
)
def show_from_group(
    s: State,
    client: Client,
    group: Group,
    account: Account,
    index: Index,
    key: IdentityKey,
    chain: SenderKey,
    message: Message,
    clock: Time,
) -> State:
    """A group message arrives; the client shows it if it believes in the sending device now."""
    here = (client, group, account, index, key, chain)
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(s.inbound(*here), "the message decrypts under an inbound sender key, or came with it")
    require(list_is_usable, s, client, s.own_account(client), s.own_index(client), clock)
    require(not_removed, s, client, account, index, key)
    require(named_by_the_held_list, s, client, account, index, clock)
    return replace(
        counted_as_shown(s, client, key, message),
        group_shown_under=s.group_shown_under.but(*here, becomes=True),
        group_shown_pin=s.group_shown_pin.but(*here, becomes=s.pin(client, account)),
        group_shown_list=s.group_shown_list.but(*here, becomes=s.held(client, account)),
        group_shown_evidence=s.group_shown_evidence.but(
            *here, becomes=s.evidence(client, account, index, key)
        ),
    )
