"""Sending to a group: one ciphertext for all, under a sender key that the step lets them have.

1. The lists of all members are asked for where there is a reason to, and sessions begin with the
   devices that may be given the key.
2. In one transaction: a new sender key, if somebody has the present one who is not to read (GRP-2);
   the key to the fan-out, if somebody in it has none (GRP-1, GRP-4); the step `send_to_group`, and
   one ciphertext in an envelope for each device of the fan-out.

A device that there is no session with is in the fan-out all the same. It gets the message without
the key, cannot read it, and asks for it again: `mdaudit.reference.client.groups.resending`. The log
says who was given the key.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.keys import (
    fresh_own_key,
    keep_own_key,
    own_distribution,
    own_key,
)
from mdaudit.reference.client.groups.membership import ask_for_members, member_of
from mdaudit.reference.client.lists.directory import refresh_if_needed
from mdaudit.reference.client.lists.hints import context_info
from mdaudit.reference.client.messages.bundles import Unreached, begin_missing
from mdaudit.reference.client.messages.conversation import Line, Origin, write_down
from mdaudit.reference.client.messages.pairwise import Partner, encrypt, sessions_with
from mdaudit.reference.client.messages.plaintexts import fresh_secret, id_of, text_content
from mdaudit.reference.client.messages.sent import SentMessage, keep
from mdaudit.reference.client.messages.submitting import submit
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Kind, Outgoing
from mdaudit.reference.sessions import pad
from mdaudit.spec import sorts
from mdaudit.spec.objects.messages import Message, encode_message
from mdaudit.spec.sorts import Group


@dataclass(frozen=True)
class SentToGroup:
    """A message to a group that is on its way: it waits in the outbox."""

    message: sorts.Message
    """Its id."""
    readers: tuple[Partner, ...]
    """The devices in the fan-out."""
    given: tuple[Partner, ...]
    """The devices that were given the sender key before it."""
    unreached: tuple[Unreached, ...]
    """Devices of the fan-out that the server gave no session with."""


def send_to_group(device: Device, remote: Remote, group: Group, text: str) -> SentToGroup:
    """Write a text to a group; nothing has left the device when this returns.

    Raises:
        ServerError: the server could not be asked, or there is no such group with this account.
        Refused: the own list is not usable now (FAN-2).
    """
    members = ask_for_members(device, remote, group)
    for account in dict.fromkeys((device.account, *members)):
        refresh_if_needed(device, remote, account)
    unreached = begin_missing(device, remote, fan_out(device, group))
    with device.transaction():
        given = _share_key(device, group)
        message = _send(device, group, text)
    return SentToGroup(message, fan_out(device, group), given, tuple(unreached))


def fan_out(device: Device, group: Group) -> tuple[Partner, ...]:
    """The devices that a message to a group is encrypted for now."""
    rows = member_of(device).fan_out(group, device.clock())
    return tuple(Partner(*row) for row in rows)


def _share_key(device: Device, group: Group) -> tuple[Partner, ...]:
    """Make a new sender key if one is due, and give it if somebody is without; returns to whom."""
    member, clock = member_of(device), device.clock()
    if member.needs_new_key(group, clock):
        member.make_key(group, fresh_own_key(device, group).name, clock)
    if not member.without_key(group, clock):
        return ()
    reached = member.give_key(
        group, clock, lambda one: bool(sessions_with(device, Partner(*one)).sessions)
    )
    return hand_key(device, group, [Partner(*row) for row in reached])


def hand_key(device: Device, group: Group, given: Iterable[Partner]) -> tuple[Partner, ...]:
    """Encrypt the sender key for each of these devices, with which there are sessions.

    In the transaction of the step that gives it.
    """
    partners = tuple(given)
    if partners:
        secret = fresh_secret()
        plaintext = encode_message(
            Message(
                sender_key_distribution=own_distribution(device, group),
                context_info=context_info(device, secret, None),
            )
        )
        envelopes = [encrypt(device, one, plaintext) for one in partners]
        submit(device, id_of(secret), envelopes)
    return partners


def _send(device: Device, group: Group, text: str) -> sorts.Message:
    """Encrypt a text once, under the sender key, for all of the fan-out."""
    secret, clock = fresh_secret(), device.clock()
    message = id_of(secret)
    member_of(device).send(group, message, clock)
    plaintext = encode_message(
        Message(context_info=context_info(device, secret, None), content=text_content(text))
    )
    key, octets = own_key(device, group).encrypt(pad(plaintext, os.urandom), os.urandom)
    keep_own_key(device, group, key)
    envelopes = [
        Outgoing(Address(one.account, one.index), Kind.SENDER_KEY, octets)
        for one in fan_out(device, group)
    ]
    submit(device, message, envelopes, group=group)
    keep(device, message, SentMessage(group, plaintext, plaintext, group=group))
    origin = (device.account, device.index, message)
    write_down(device, Line(group, Origin.OWN, clock, text, *origin))
    return message
