"""Sending a text: who gets it is the step's answer; this file asks, encrypts and posts.

1. What needs refreshing is asked for: both accounts' lists, and bundles for the devices that would
   be served and have no session yet.
2. In one transaction: the step `send`, one ciphertext for each device that it serves, the
   submission in the outbox, the text in the conversation, the plaintext for a later copy.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists.directory import refresh_if_needed
from mdaudit.reference.client.lists.hints import context_info
from mdaudit.reference.client.messages.bundles import Unreached, begin_missing
from mdaudit.reference.client.messages.conversation import Line, Origin, write_down
from mdaudit.reference.client.messages.pairwise import Partner, encrypt, sessions_with
from mdaudit.reference.client.messages.plaintexts import fresh_secret, id_of, text_content
from mdaudit.reference.client.messages.sent import SentMessage, keep
from mdaudit.reference.client.messages.submitting import submit
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.parties.fan_out import Copy, LeftOut
from mdaudit.reference.parties.rows import rows_of
from mdaudit.spec import sorts
from mdaudit.spec.fanout.sending import fan_out
from mdaudit.spec.objects.messages import DeviceSent, Message, encode_device_sent, encode_message
from mdaudit.spec.sorts import Account


@dataclass(frozen=True)
class SentText:
    """A text that is on its way: it waits in the outbox."""

    message: sorts.Message
    """Its id."""
    copies: tuple[Partner, ...]
    """The devices that it was encrypted for."""
    left_out: tuple[LeftOut, ...]
    """The known devices of both accounts that a rule left out."""
    unreached: tuple[Unreached, ...]
    """Devices that the rules would serve, but the server gave no session with."""


def send_text(device: Device, remote: Remote, to: Account, text: str) -> SentText:
    """Write a text to an account; nothing has left the device when this returns.

    Raises:
        ServerError: the server could not be asked; nothing was written.
        Refused: this device may not send now, to anybody or to this account.
    """
    for account in dict.fromkeys((device.account, to)):
        refresh_if_needed(device, remote, account)
    unreached = begin_missing(device, remote, _would_be_served(device, to))
    with device.transaction():
        return _send(device, to, text, tuple(unreached))


def plaintexts(device: Device, to: Account, secret: bytes, content: bytes) -> SentMessage:
    """A message to an account, for its devices and for the own ones. In a transaction.

    Raises:
        Refused: this device has no list of its own account to speak of (ICDC-1).
    """
    info = context_info(device, secret, to)
    for_others = encode_message(Message(context_info=info, content=content))
    wrapper = encode_device_sent(DeviceSent(to, for_others))
    for_own = encode_message(Message(device_sent=wrapper, context_info=info))
    return SentMessage(to, for_others, for_own)


def _would_be_served(device: Device, to: Account) -> list[Partner]:
    """The devices that the step would serve if it were taken now."""
    served = fan_out(device.party.state, device.name, to, device.clock())
    return [Partner(*row) for row in rows_of(served)]


def _send(device: Device, to: Account, text: str, unreached: tuple[Unreached, ...]) -> SentText:
    secret, clock = fresh_secret(), device.clock()
    message = id_of(secret)
    result = device.peer.send(message, to, clock, lambda copy: _has_session(device, copy))
    written = plaintexts(device, to, secret, text_content(text))
    reached = tuple(_partner(copy) for copy in result.reached)
    envelopes = [encrypt(device, one, written.plaintext_for(one.account)) for one in reached]
    submit(device, message, envelopes, whole=dict.fromkeys((to, device.account)))
    rows = tuple(one.row for one in reached)
    keep(device, message, SentMessage(to, written.for_others, written.for_own, rows))
    origin = (device.account, device.index, message)
    write_down(device, Line(to, Origin.OWN, clock, text, *origin))
    return SentText(message, reached, result.left_out, unreached)


def _has_session(device: Device, copy: Copy) -> bool:
    return bool(sessions_with(device, _partner(copy)).sessions)


def _partner(copy: Copy) -> Partner:
    return Partner(copy.account, copy.index, copy.key)
