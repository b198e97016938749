"""Removing a companion: remembered, signed, handed over, and only then shown as done (REV-2).

Wish, signature and list are stored before anything leaves, so a removal that was interrupted goes
on wherever it stopped.
"""

from __future__ import annotations

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists.publishing import publish, removals_of, wait_for_a_later_second
from mdaudit.spec.sorts import Index


def remove(device: Device, index: Index) -> None:
    """The owner removes a companion; it is done when `is_removed` says so.

    Raises:
        Refused: the clock is not later than the last list (OWN-1). The wish is remembered.
        NotPossible: no companion with this index is linked.
    """
    with device.transaction():
        removals_of(device).ask(index, device.clock())
    sign_removals(device)


def hear_log_out(device: Device, index: Index) -> None:
    """The server says that a companion logged out: it goes, like one that the owner removes.

    In a transaction; `sign_removals` goes on with it.

    Raises:
        NotPossible: no companion with this index is linked.
    """
    removals_of(device).hear_log_out(index, device.clock())


def sign_removals(device: Device) -> None:
    """Sign a list without those that have to go and are still named, and have it handed over.

    Each gets a list of its own, and each list a time of its own (OWN-1).

    Raises:
        Refused: the clock is not later than the last list (OWN-1).
    """
    for index in removals_of(device).unsigned:
        wait_for_a_later_second(device)
        with device.transaction():
            publish(device, device.primary.unlink(index, device.clock()))


def is_removed(device: Device, index: Index) -> bool:
    """Whether nothing is left to be done for the removal of this companion."""
    linked = device.party.state.linked(device.keys.public, device.primary.life, index)
    return not linked and index not in removals_of(device).wanted
