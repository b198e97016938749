"""A companion looks at the list of its own account, and stops when it is not on it (VER-5)."""

from __future__ import annotations

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists import directory
from mdaudit.reference.client.own.wiping import WipedError, wipe
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.spec.reading import holds
from mdaudit.spec.verification.marks import own_account_is_intact


def refresh_own_list(device: Device, remote: Remote) -> None:
    """Ask for the own account and hold what its primary signed.

    A server that follows REV-4 does not let a removed companion in. That is a word that wipes
    nothing; so the companion asks for the list itself, which is signed.

    Raises:
        ServerError: the server could not be asked, or does not know the device.
        Refused: what the server shows was refused; the device goes on with what it holds.
        WipedError: the list that is held now does not name this device, which was wiped.
    """
    try:
        learned = directory.refresh(device, remote, device.account)
    except ServerRefused:
        _hold_signed_list(device, remote)
        stop_if_removed(device)
        raise
    stop_if_removed(device)
    for refused in learned.refused:
        raise refused


def _hold_signed_list(device: Device, remote: Remote) -> None:
    received = remote.signed_list(device.account)
    with device.transaction():
        device.peer.receive_list(device.account, received, device.clock())


def stop_if_removed(device: Device) -> None:
    """Wipe a device that its own account's list does not name any more.

    Raises:
        WipedError: it was wiped.
    """
    s = device.party.state
    pin = s.pin(device.name, device.account)
    if not holds(own_account_is_intact, s, device.name, device.account, pin):
        rule = own_account_is_intact
        reason = f"one that the list of {device.account} does not name, wiped by {rule.id}"
        wipe(device, reason)
        raise WipedError(device.store.path, reason)
