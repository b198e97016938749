"""Sending to a group: one ciphertext for all, under a sender key that the step lets them have.

1. The lists of all members are asked for where there is a reason to, and sessions begin with the
   devices that may be given the key.
2. In one transaction: a new sender key, if somebody has the present one who is not to read (GRP-2);
   the key to the fan-out, if somebody in it has none (GRP-1, GRP-4); the step `send_to_group`, and
   one ciphertext in an envelope for each device of the fan-out.

A device that was given no session is in the fan-out all the same. It gets the message, cannot read
it, and asks for the key: `answer_group_retry`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from mdaudit.reference.client.bundles import Unreached, begin_anew, begin_missing
from mdaudit.reference.client.conversation import Line, Origin, write_down
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.directory import refresh_if_needed
from mdaudit.reference.client.group_keys import fresh_own_key, keep_own_key, own_key
from mdaudit.reference.client.groups import ask_for_members, member_of
from mdaudit.reference.client.hints import context_info
from mdaudit.reference.client.pairwise import Partner, encrypt, sessions_with
from mdaudit.reference.client.plaintexts import fresh_secret, id_of, text_content
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.client.submitting import submit
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Envelope, Kind, Outgoing, RetryRequest
from mdaudit.reference.protocol.part import Unreadable, read
from mdaudit.reference.sessions import pad
from mdaudit.spec import sorts
from mdaudit.spec.objects.messages import (
    Message,
    SenderKeyDistribution,
    encode_message,
    encode_sender_key_distribution,
)
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import NO_SENDER_KEY, Account, Group, Index


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
    unreached = begin_missing(device, remote, _fan_out(device, group))
    with device.transaction():
        given = _share_key(device, group)
        message = _send(device, group, text)
    return SentToGroup(message, _fan_out(device, group), given, tuple(unreached))


def answer_group_retry(device: Device, remote: Remote, envelope: Envelope) -> None:
    """A device could not read a message to a group: give it the key from here on, if the step lets.

    That it asks is the server's word. What it could not read stays unreadable for it: a chain is
    given from the present position on (GRP-4).

    Raises:
        ServerError: the server could not be asked.
    """
    try:
        named = read(envelope.content, RetryRequest).group
    except Unreadable:
        return
    if named is None:
        return
    group, account = Group(named), Account(envelope.sender.account)
    refresh_if_needed(device, remote, account)
    index = Index(envelope.sender.device)
    asking = Partner(account, index, device.party.state.key_at(device.name, account, index))
    if asking in _fan_out(device, group) and not begin_anew(device, remote, [asking]):
        _give_again(device, group, asking)


def _give_again(device: Device, group: Group, asking: Partner) -> None:
    if device.party.state.sender_key(device.name, group) == NO_SENDER_KEY:
        return
    try:
        with device.transaction():
            given = member_of(device).give_key(group, device.clock())
            _hand_key(device, group, [asking] if asking.row in given else [])
    except (Refused, NotPossible):
        return  # the log says why; who asked is told nothing


def _fan_out(device: Device, group: Group) -> tuple[Partner, ...]:
    rows = member_of(device).fan_out(group, device.clock())
    return tuple(Partner(*row) for row in rows)


def _share_key(device: Device, group: Group) -> tuple[Partner, ...]:
    """Make a new sender key if one is due, and give it if somebody is without; returns to whom."""
    member, clock = member_of(device), device.clock()
    if member.needs_new_key(group, clock):
        member.make_key(group, fresh_own_key(device, group).name, clock)
    if not member.without_key(group, clock):
        return ()
    given = [Partner(*row) for row in member.give_key(group, clock)]
    return _hand_key(device, group, given)


def _hand_key(device: Device, group: Group, given: Iterable[Partner]) -> tuple[Partner, ...]:
    """Encrypt the sender key for each of these devices; returns those with a session."""
    reached = tuple(one for one in given if sessions_with(device, one).sessions)
    if reached:
        secret = fresh_secret()
        distribution = SenderKeyDistribution(group, own_key(device, group).distribution())
        plaintext = encode_message(
            Message(
                sender_key_distribution=encode_sender_key_distribution(distribution),
                context_info=context_info(device, secret, None),
            )
        )
        envelopes = [encrypt(device, one, plaintext) for one in reached]
        submit(device, id_of(secret), envelopes)
    return reached


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
        for one in _fan_out(device, group)
    ]
    submit(device, message, envelopes, group=group)
    origin = (device.account, device.index, message)
    write_down(device, Line(group, Origin.OWN, clock, text, *origin))
    return message
