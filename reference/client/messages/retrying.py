"""Asking for a message again that this device could not read."""

from __future__ import annotations

import os

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.conversation import tell
from mdaudit.reference.client.messages.plaintexts import ID_LENGTH
from mdaudit.reference.client.messages.submitting import submit
from mdaudit.reference.protocol.envelope import Envelope, Kind, Outgoing, RetryRequest
from mdaudit.reference.protocol.part import spelled
from mdaudit.spec.fanout.resending import RETRIES


def ask_again(device: Device, envelope: Envelope, reason: Exception) -> None:
    """Ask the sender to encrypt a message again, as often as a sender would. In a transaction."""
    name = _name(envelope)
    attempt = int(device.store.get(name) or b"0") + 1
    if attempt > RETRIES:
        who = f"device {envelope.sender.device}"
        chat = envelope.group or envelope.sender.account
        tell(device, chat, f"gap: a message of {who} is unreadable: {reason}")
        return
    device.store.put(name, str(attempt).encode())
    request = RetryRequest(envelope.message, attempt, envelope.group)
    outgoing = Outgoing(envelope.sender, Kind.RETRY, spelled(request))
    submit(device, os.urandom(ID_LENGTH).hex(), [outgoing])


def stop_asking(device: Device, envelope: Envelope) -> None:
    """The message could be read. In the transaction that read it."""
    device.store.drop(_name(envelope))


def _name(envelope: Envelope) -> str:
    return f"retry/{envelope.sender.account}/{envelope.sender.device}/{envelope.message}"
