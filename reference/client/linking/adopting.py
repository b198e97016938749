"""How a companion comes to belong to a primary: it adopts, signs back, and is a device.

All of it is one transaction, in which the secret is forgotten as well (LINK-6). What the server
needs to know of it waits in the outbox, so that a companion that was interrupted goes on there.
"""

from __future__ import annotations

import os
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking import attempt as attempts
from mdaudit.reference.client.linking.attempt import Attempt
from mdaudit.reference.client.messages.pre_keys import make_pre_keys
from mdaudit.reference.client.outbox import Errand, post
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.parties.companion import Companion
from mdaudit.reference.parties.words import date
from mdaudit.reference.protocol.linking import Completion
from mdaudit.spec.linking.attempts import Attempt as Named
from mdaudit.spec.linking.attempts import secret_serves_one_attempt
from mdaudit.spec.objects import decode_signed_device_identity
from mdaudit.spec.sorts import Account, Time

TOKEN: Final = "linking-token"  # noqa: S105 - the name of a secret
"""The name under which it keeps the token of its attempt until the server knows of its success."""


def adopt(
    device: Device, attempt: Attempt, account: Account, payload: bytes, platform: str
) -> None:
    """Adopt the primary of a linking payload, sign back, and become a device of its account.

    The account's name is the server's word; index, life and primary are what was signed.

    Raises:
        Refused: the attempt has ended (LINK-6), or the payload is forged (LINK-1 to
            LINK-3), or came before (LINK-8).
    """
    clock = device.clock()
    companion = Companion(device.keys, attempt.secret, os.urandom, device.party)
    with device.transaction():
        named = Named(f"the attempt of {date(Time(attempt.begun))}", device.keys.public)
        ended, given_away = attempt.has_ended(clock), False
        device.party.ask(secret_serves_one_attempt, clock, named, ended, given_away)
        certificate = companion.adopt(payload, clock)
        claims = decode_signed_device_identity(certificate).claims
        device.peer.set_up(account, device.keys.public, clock, claims.key_index)
        device.peer.pin(account, companion.primary, claims.raw_id, clock)
        device.peer.receive_device(
            account, claims.key_index, device.keys.public, certificate, clock
        )
        device.store.put(TOKEN, attempt.token.encode())
        attempts.forget(device)
        name, keys = device.identity.name, make_pre_keys(device)
        post(device, Completion(certificate, keys, name, platform))


def is_complete(device: Device) -> bool:
    """Whether the device belongs to an account, and the server knows it."""
    return device.account != Account("") and device.store.get(TOKEN) is None


def _hand(device: Device, remote: Remote, completion: Completion) -> None:
    token = device.store.get(TOKEN) or b""
    remote.complete(token.decode(), completion)


def _done(device: Device, _completion: Completion, _: None) -> None:
    device.store.drop(TOKEN)


def _failed(_device: Device, _completion: Completion, refusal: ServerRefused) -> None:
    """A companion that the server does not know can do nothing else: it waits on, and is told."""
    raise refusal


COMPLETION: Final = Errand(Completion, _hand, _done, _failed)
"""A companion that has signed back."""
