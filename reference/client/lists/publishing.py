"""Device lists on their way from the primary that signed them to the server.

A list that is signed is held by the primary itself in the same transaction, like any other client
would, and waits in the outbox. When the server has it, removals that it brings about are shown.
"""

from __future__ import annotations

from time import sleep
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.outbox import Errand, post
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.parties.removals import Removals
from mdaudit.reference.protocol.account import ListPublication

SHORT_WHILE: Final = 0.05
"""Seconds between two looks at the clock."""

LOOKS: Final = 30
"""How often the clock is looked at before a list is signed in the second of the one before."""


def removals_of(device: Device) -> Removals:
    """The removals of this primary."""
    return Removals(device.account, device.party)


def wait_for_a_later_second(device: Device) -> None:
    """Wait until the clock is past the last list, for a second or so; OWN-1 decides what follows.

    Two lists of one second would carry one time, and people press keys faster than that.
    """
    last = device.party.state.last_list_time(device.keys.public)
    for _ in range(LOOKS):
        if device.clock() != last:
            return
        sleep(SHORT_WHILE)


def hold_own_list(device: Device, signed_list: bytes) -> None:
    """Hold the list that this primary has just signed. In the transaction of the signature."""
    device.peer.receive_list(device.account, signed_list, device.clock())


def publish(device: Device, signed_list: bytes) -> None:
    """Hold the list that was just signed, and hand it over after the transaction."""
    hold_own_list(device, signed_list)
    post(device, ListPublication(signed_list, device.primary.life))


def confirm(device: Device, signed_list: bytes) -> None:
    """The server has this list. In a transaction; removals that it completes are shown as done."""
    held = device.party.state.held(device.name, device.account)
    if device.party.seen.octets(held.name) != signed_list:
        return  # a newer one was signed meanwhile, and is on its way
    removals, clock = removals_of(device), device.clock()
    removals.hand_over(clock)
    for index in removals.wanted:
        removals.show(index, clock)


def _hand(device: Device, remote: Remote, publication: ListPublication) -> None:
    remote.publish(device.account, publication)


def _done(device: Device, publication: ListPublication, _: None) -> None:
    confirm(device, publication.signed_list)


def _failed(_device: Device, _publication: ListPublication, _refusal: ServerRefused) -> None:
    """The list stays the newest, and unconfirmed: `mdref refresh` signs and hands over another."""


PUBLICATION: Final = Errand(ListPublication, _hand, _done, _failed)
"""A list for everybody."""
