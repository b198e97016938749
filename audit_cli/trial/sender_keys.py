"""Sender keys of groups: whom the client gives its own, and whose it keeps.

A copy of the kind ``sender_key`` is the client's own key for the group, given to one device. The
evidence names the key by a number; whoever was given it by then reads the message.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.device import Device
from mdaudit.audit_cli.trial.messages import (
    NO_PARTY,
    SentCopy,
    copy_occasion,
    prepared,
    write_guards,
)
from mdaudit.audit_cli.trial.tables import with_default
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.groups.giving import give_sender_key, given_within_the_fan_out
from mdaudit.spec.groups.inbound import not_removed
from mdaudit.spec.groups.membership import add_member
from mdaudit.spec.groups.writing import all_holders_are_served, send_to_group
from mdaudit.spec.logic import Missing, Table
from mdaudit.spec.reading import require
from mdaudit.spec.sorts import CHAIN_START, Account, Client, Group, SenderKey, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace

PRESENT_KEY = SenderKey(b"the present sender key")
"""The one sender key that is asked about at a time."""


@dataclass(frozen=True)
class Circle:
    """A group, as the message says that the client knew it."""

    group: Group
    members: tuple[Account, ...]


def judge_given(world: World, copy: SentCopy, circle: Circle) -> None:
    """Judge whether a device may be given the sender key: it is in the fan-out for the group."""
    about = copy_occasion(world, copy)

    def giving(s: State) -> State:
        s = _with_key(world, s, copy, circle)
        s = replace(s, knows=Table(s.knows.sorts, default=False, rows={}))
        return give_sender_key(s, copy.client, circle.group, CHAIN_START, copy.clock)

    def asking(s: State) -> State:
        s, place = _with_key(world, s, copy, circle), copy.device.place
        require(given_within_the_fan_out, s, copy.client, circle.group, *place, copy.clock)
        return s

    write_guards(world, copy, world.judge(giving).verdicts, about)
    verdicts = world.judge(asking).verdicts
    broken = [v.rule for v in verdicts if v.answer is False]
    got = NO_PARTY if broken == [given_within_the_fan_out] else None
    world.trail.add(*verdicts, about=about, got=got, certain=copy.device.certain)


def judge_holder(world: World, held: SentCopy, circle: Circle) -> None:
    """Judge, at the moment of a group message, one device that was given the key before."""
    place = held.device.place

    def asking(s: State) -> State:
        s = _with_key(world, s, held, circle)
        given = s.given_from.but(PRESENT_KEY, *place, becomes=CHAIN_START)
        s = replace(s, given_from=given)
        require(all_holders_are_served, s, held.client, circle.group, held.clock)
        return s

    words = held.device.words(world.names)
    about = copy_occasion(world, held)
    about = replace(
        about,
        subject=f"{world.names.message(held.message)} under the sender key that {words} has",
        identity=("holder", *about.identity),
    )
    verdicts = world.judge(asking).about(all_holders_are_served)
    world.trail.add(*verdicts, about=about, certain=held.device.certain)


def judge_group_sender(world: World, sent: SentCopy, circle: Circle) -> None:
    """Judge whether the client may write to the group at all, whoever has its key."""

    def writing(s: State) -> State:
        s = _with_key(world, s, sent, circle)
        return send_to_group(s, sent.client, circle.group, sent.message, sent.clock)

    verdicts = world.judge(writing).verdicts
    guards = takewhile(lambda verdict: verdict.rule is not all_holders_are_served, verdicts)
    write_guards(world, sent, tuple(guards), copy_occasion(world, sent))


@dataclass(frozen=True)
class UnknownHolders:
    """A group message of which nobody knows who was given the key."""

    client: Client
    name: str
    sender: Device
    circle: Circle
    clock: Time
    what: str
    """What would have to be known."""
    pointer: str


def judge_unknown_holders(world: World, sent: UnknownHolders) -> None:
    """Write down that other devices may have been given the key as well."""

    def asking(s: State) -> State:
        s = replace(s, given_from=with_default(s.given_from, Missing(sent.what)))
        require(all_holders_are_served, s, sent.client, sent.circle.group, sent.clock)
        return s

    about = Occasion(
        account=sent.sender.account,
        subject=f"{world.names.message(sent.name)} by {sent.sender.words(world.names)}",
        pointer=sent.pointer,
        conduct=Conduct.SENT,
        identity=("holders", sent.client, sent.name),
    )
    world.trail.add(*world.judge(asking).verdicts, about=about)


@dataclass(frozen=True)
class Kept:
    """A sender key of another device, at the end of the evidence."""

    client: Client
    group: str
    name: int
    """Its id."""
    device: Device
    deleted: bool | Missing
    pointer: str


def judge_kept(world: World, kept: Kept) -> None:
    """A key that was not deleted is of a device that is still there.

    A client may delete it as late as when its next message comes, so that it is only likely that
    it would read on.
    """
    if kept.deleted is True:
        return
    account, index, key = kept.device.place
    where: Any = kept.deleted if isinstance(kept.deleted, Missing) else index

    def asking(s: State) -> State:
        require(not_removed, s, kept.client, account, where, key)
        return s

    about = Occasion(
        account=account,
        subject=f"the sender key of {kept.device.words(world.names)}",
        pointer=kept.pointer,
        conduct=Conduct.SENT,
        identity=("sender key", kept.client, kept.group, str(kept.name), *kept.device.identity),
    )
    world.trail.add(*world.judge(asking).verdicts, about=about, certain=False)


def _with_key(world: World, s: State, copy: SentCopy, circle: Circle) -> State:
    """The state in which the client writes to the group under its present key."""
    s = prepared(world, s, copy)
    for member in circle.members:
        s = add_member(s, copy.client, circle.group, member)
    return replace(s, sender_key=s.sender_key.but(copy.client, circle.group, becomes=PRESENT_KEY))
