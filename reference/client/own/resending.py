"""Telling an own device again what it could not read: history, keys, contacts, settings.

No step counts these messages, as `send_again` does those that users write. So the same is asked as
for the first time: that the device is one that this primary linked, or the primary that was
adopted; and for a key, the step that gives it (REV-3). It goes to the device that it was for, and
five times at most.
"""

from __future__ import annotations

from dataclasses import replace

from mdaudit.reference.client.app_state.keys import give_key_again
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.bundles import begin_anew
from mdaudit.reference.client.messages.pairwise import Partner, encrypt
from mdaudit.reference.client.messages.sent import SentMessage, keep
from mdaudit.reference.client.messages.submitting import submit
from mdaudit.reference.client.own.channel import own_partners
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.own_data.messages import OwnMessage, Subject, told_in
from mdaudit.reference.protocol.address import Address
from mdaudit.spec.fanout.resending import RETRIES
from mdaudit.spec.objects.messages import decode_message
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import Message


def answer_own_device(
    device: Device, remote: Remote, asking: Address, message: Message, sent: SentMessage
) -> None:
    """Begin a session anew with who asks, if it was told the message, and tell it once more.

    Raises:
        ServerError: the server could not be asked.
    """
    here = [one for one in own_partners(device) if Address(one.account, one.index) == asking]
    told = [one for one in here if sent.has_served(one)]
    if told and sent.again < RETRIES and not begin_anew(device, remote, told):
        _tell_again(device, told[0], message, sent)


def _tell_again(device: Device, partner: Partner, message: Message, sent: SentMessage) -> None:
    try:
        with device.transaction():
            _ask_the_step(device, partner, told_in(decode_message(sent.for_own).content))
            submit(device, message, [encrypt(device, partner, sent.for_own)])
            keep(device, message, replace(sent, again=sent.again + 1))
    except (Refused, NotPossible):
        return  # the log says why; who asked is told nothing


def _ask_the_step(device: Device, partner: Partner, told: OwnMessage) -> None:
    """Ask for what has a step of its own.

    Raises:
        Refused: a companion that the key was made for is not linked any more (REV-3).
        NotPossible: it is not the newest key, which the device gets anyway.
    """
    if told.subject is Subject.APP_STATE_KEYS:
        give_key_again(device, partner, told.body)
