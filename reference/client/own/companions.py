"""What a primary owes its companions, beside texts: contacts, history, and keys for app state.

All of it is read off the state and the store each time, so nothing that was interrupted is
forgotten, and nothing is done twice:

* a companion that is new is told the contacts and where its history is, once;
* a key that was made for others than the present companions is replaced, and given to them;
* app state under an older key is set again under the newest;
* a companion that cannot go on with app state gets all of it anew.
"""

from __future__ import annotations

from contextlib import suppress

from mdaudit.reference.client.app_state.answering import grant_wishes
from mdaudit.reference.client.app_state.keys import (
    give_key_if_due,
    make_key_if_due,
    owner_of,
)
from mdaudit.reference.client.app_state.writing import SettingsStoppedError, set_again_if_due
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.client.own.channel import meet_companions
from mdaudit.reference.client.own.contacts import address_book, hand_over_contacts
from mdaudit.reference.client.own.history import hand_over_past, upload_past
from mdaudit.reference.client.remote import Remote
from mdaudit.spec.state.app_state import NO_APP_STATE_KEY

WELCOMED = "welcomed/{life}/{index}"
"""The name under which a primary keeps that a companion was told of contacts and history."""


def serve_companions(device: Device, remote: Remote) -> None:
    """Do what is due; what has to be sent waits in the outbox. A companion owes nothing.

    Raises:
        ServerError: the server could not be asked; the rest stays due.
    """
    if not device.is_primary:
        return
    companions = meet_companions(device, remote)
    for companion in companions:
        if device.store.get(_welcomed(device, companion)) is None:
            _welcome(device, remote, companion)
    if companions or owner_of(device).newest != NO_APP_STATE_KEY:
        with device.transaction():
            make_key_if_due(device)
            give_key_if_due(device, companions)
        with suppress(SettingsStoppedError):  # the user was told, and the rest goes on
            set_again_if_due(device, remote)
            grant_wishes(device, remote, companions)


def _welcome(device: Device, remote: Remote, companion: Partner) -> None:
    """Tell a new companion of contacts and history."""
    file = upload_past(device, remote)
    with device.transaction():
        hand_over_contacts(device, [companion], address_book(device).contacts())
        hand_over_past(device, companion, file)
        device.store.put(_welcomed(device, companion), b"")


def _welcomed(device: Device, companion: Partner) -> str:
    return WELCOMED.format(life=device.life, index=companion.index)
