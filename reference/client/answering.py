"""Answering a device that could not read a message: how depends on what the message was.

The request is the server's word, and nobody signed it. What the message was, this device knows
itself, for as long as it keeps what it sent.
"""

from __future__ import annotations

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.resending import answer_for_group
from mdaudit.reference.client.messages.resending import answer_for_account
from mdaudit.reference.client.messages.sent import sent_message
from mdaudit.reference.client.own.resending import answer_own_device
from mdaudit.reference.client.receiving import Handlers
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.protocol.envelope import Envelope, RetryRequest
from mdaudit.reference.protocol.part import Unreadable, read
from mdaudit.spec.sorts import Group, Message


def answer_retry(device: Device, remote: Remote, _handlers: Handlers, envelope: Envelope) -> None:
    """A device asks for a message again: begin a session anew, and send it one more copy.

    Raises:
        ServerError: the server could not be asked.
    """
    try:
        request = read(envelope.content, RetryRequest)
    except Unreadable:
        return
    message, asking = Message(request.message), envelope.sender
    sent = sent_message(device, message)
    group = request.group if sent is None else sent.group
    if group is not None:
        answer_for_group(device, remote, Group(group), asking, message)
    elif sent is not None and sent.on_own_channel:
        answer_own_device(device, remote, asking, message, sent)
    elif sent is not None:
        answer_for_account(device, remote, asking, message)
