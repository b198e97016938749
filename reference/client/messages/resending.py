"""Sending again: for a device that could not read a copy, and for one that was missed (FAN-6).

Both are requests of the server: nobody signs a `RetryRequest`, and which devices an account has is
its word as well. So the step `send_again` is asked for every single copy.
"""

from __future__ import annotations

from dataclasses import replace

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists.directory import refresh, refresh_if_needed
from mdaudit.reference.client.messages.bundles import begin_anew, begin_missing
from mdaudit.reference.client.messages.pairwise import Partner, encrypt, sessions_with
from mdaudit.reference.client.messages.sent import SentMessage, keep, sent_message
from mdaudit.reference.client.messages.submitting import submit
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.parties.rows import rows_of
from mdaudit.reference.protocol.address import Address
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import Account, Index, Message

WISHES = "backfill/"
BACKFILL = WISHES + "{message}/{account}"
"""The name under which the wish for a backfill waits: a message, and an account with other devices
than were served."""


def answer_for_account(device: Device, remote: Remote, asking: Address, message: Message) -> None:
    """Begin a session anew with who asks, and send one more copy of a message to an account.

    Raises:
        ServerError: the server could not be asked.
    """
    partner = asking_partner(device, remote, asking)
    if not begin_anew(device, remote, [partner]):
        send_again(device, message, partner)


def asking_partner(device: Device, remote: Remote, asking: Address) -> Partner:
    """The device that asks, with the key that it is known by, after asking for its account.

    Raises:
        ServerError: the server could not be asked.
    """
    account, index = Account(asking.account), Index(asking.device)
    refresh_if_needed(device, remote, account)
    return Partner(account, index, device.party.state.key_at(device.name, account, index))


def want_backfill(device: Device, message: str, account: str) -> None:
    """Remember that an account has other devices than were served. In a transaction."""
    device.store.put(BACKFILL.format(message=message, account=account), b"")


def is_backfill_wanted(device: Device, message: str) -> bool:
    """Whether a wish for a backfill of a message waits."""
    return bool(device.store.names(BACKFILL.format(message=message, account="")))


def backfill(device: Device, remote: Remote) -> None:
    """Send what the server says was missed to whom the step allows.

    Raises:
        ServerError: the server could not be asked; the rest of the wishes stays.
    """
    for name in device.store.names(WISHES):
        _, message, account = name.split("/")
        refresh(device, remote, Account(account))
        sent = sent_message(device, message)
        missed = [] if sent is None else _missed(device, sent, Account(account))
        begin_missing(device, remote, missed)
        for partner in missed:
            send_again(device, Message(message), partner)
        with device.transaction():
            device.store.drop(name)


def send_again(device: Device, message: Message, partner: Partner) -> bool:
    """Encrypt a kept message for one more device; returns whether the step allowed it."""
    sent = sent_message(device, message)
    if sent is None or not sessions_with(device, partner).sessions:
        return False
    try:
        with device.transaction():
            device.peer.send_again(message, *partner.row, device.clock())
            envelope = encrypt(device, partner, sent.plaintext_for(partner.account))
            submit(device, message, [envelope])
            served = tuple(dict.fromkeys((*sent.served, partner.row)))
            keep(device, message, replace(sent, served=served))
    except (Refused, NotPossible):
        return False  # the log says why; who asked is told nothing
    return True


def _missed(device: Device, sent: SentMessage, account: Account) -> list[Partner]:
    known = rows_of(device.party.state.knows.at(device.name, account))
    partners = [Partner(account, *row) for row in known]
    own = device.keys.public
    return [one for one in partners if one.key != own and not sent.has_served(one)]
