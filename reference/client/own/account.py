"""What other devices of the own account say, by its subject; each asks the steps who may say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mdaudit.reference.client.app_state.again import begin_again
from mdaudit.reference.client.app_state.answering import hear_wish
from mdaudit.reference.client.app_state.keys import take_keys
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.incoming import Incoming, PartHandler
from mdaudit.reference.client.own.contacts import take_contacts
from mdaudit.reference.client.own.history import take_past
from mdaudit.reference.own_data.messages import Subject, read_own_message

SUBJECTS: Final[Mapping[Subject, PartHandler]] = {
    Subject.HISTORY: take_past,
    Subject.APP_STATE_KEYS: take_keys,
    Subject.CONTACTS: take_contacts,
    Subject.SETTINGS_WANTED: hear_wish,
    Subject.SETTINGS_ANEW: begin_again,
}
"""What is handled where."""


def hear_own_message(device: Device, incoming: Incoming, octets: bytes) -> None:
    """A device says something that only devices of the own account may. In a transaction.

    Raises:
        Refused, NotPossible, Malformed: as the handlers say.
    """
    message = read_own_message(octets)
    SUBJECTS[message.subject](device, incoming, message.body)
