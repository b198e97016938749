"""Sending to a group again, for one device that could not read a message (FAN-6).

It gets the message once more, in a pairwise copy that the step `send_again` allows, and along with
it the sender key from the present position on (GRP-4). If the step allows no copy, it gets the key
alone: what it could not read stays unreadable for it.

Of a message that is kept no more, which group it was for is the server's word as well. Then the key
is all that there is to give.
"""

from __future__ import annotations

from dataclasses import replace

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.keys import own_distribution
from mdaudit.reference.client.groups.membership import member_of
from mdaudit.reference.client.groups.sending import fan_out, hand_key
from mdaudit.reference.client.messages.bundles import begin_anew
from mdaudit.reference.client.messages.pairwise import Partner, encrypt
from mdaudit.reference.client.messages.resending import asking_partner
from mdaudit.reference.client.messages.sent import sent_message
from mdaudit.reference.client.messages.submitting import submit
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.protocol.address import Address
from mdaudit.spec.objects.messages import Message, decode_message, encode_message
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import NO_SENDER_KEY, Group
from mdaudit.spec.sorts import Message as MessageId


def answer_for_group(
    device: Device, remote: Remote, group: Group, asking: Address, message: MessageId
) -> None:
    """Begin a session anew with who asks, and answer in it, if it is in the fan-out.

    Raises:
        ServerError: the server could not be asked.
    """
    partner = asking_partner(device, remote, asking)
    if partner in fan_out(device, group) and not begin_anew(device, remote, [partner]):
        _answer(device, group, partner, message)


def _answer(device: Device, group: Group, asking: Partner, message: MessageId) -> None:
    if device.party.state.sender_key(device.name, group) == NO_SENDER_KEY:
        return
    try:
        with device.transaction():
            if not member_of(device).give_key(group, device.clock(), lambda one: one == asking.row):
                return
            copy = _copy(device, asking, message)
            if copy is None:
                hand_key(device, group, [asking])
            else:
                whole = replace(copy, sender_key_distribution=own_distribution(device, group))
                submit(device, message, [encrypt(device, asking, encode_message(whole))])
    except (Refused, NotPossible):
        return  # the log says why; who asked is told nothing


def _copy(device: Device, asking: Partner, message: MessageId) -> Message | None:
    """The message as it was written, if the step allows one more copy for this device."""
    sent = sent_message(device, message)
    if sent is None:
        return None
    try:
        device.peer.send_again(message, *asking.row, device.clock())
    except (Refused, NotPossible):
        return None
    return decode_message(sent.plaintext_for(asking.account))
