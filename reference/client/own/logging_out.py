"""A companion leaves its account: the server tells the primary, and nothing is kept."""

from __future__ import annotations

from http import HTTPStatus

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.own.wiping import wipe
from mdaudit.reference.client.remote import Remote, ServerRefused


def log_out(device: Device, remote: Remote) -> None:
    """Tell the server that this companion leaves, and wipe it.

    Raises:
        ServerError: the server could not be asked; nothing was wiped.
    """
    try:
        remote.drop_device(device.index)
    except ServerRefused as refusal:
        if refusal.status != HTTPStatus.FORBIDDEN:
            raise  # it is forbidden to whoever is no device any more: then there is nothing to tell
    wipe(device, "one that logged out and was wiped")
