"""The way from a device to its server."""

from __future__ import annotations

import os

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.protocol.address import Address
from mdaudit.spec.sorts import Account


def remote_of(device: Device) -> Remote:
    """The server as this device asks it: as itself, or as nobody while it has no account.

    A device that came to belong to an account needs a new one.
    """
    return Remote(device.identity.server, address_of(device), device.keys, os.urandom)


def address_of(device: Device) -> Address | None:
    """How the server names the device; None while it has no account."""
    if device.account == Account(""):
        return None
    return Address(device.account, device.index)
