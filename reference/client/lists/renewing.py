"""Renewing a device list: a primary signs another one of the same companions before it expires."""

from __future__ import annotations

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists.directory import is_young
from mdaudit.reference.client.lists.publishing import publish, wait_for_a_later_second


def renew_list(device: Device) -> None:
    """Sign a list of the same companions, as a primary does before the last one expires.

    Raises:
        Refused: the clock is not later than the last list (OWN-1).
    """
    wait_for_a_later_second(device)
    with device.transaction():
        publish(device, device.primary.refresh(device.clock()))


def renew_list_if_due(device: Device) -> None:
    """Sign another list if this device is a primary whose last one has reached the refresh age."""
    if device.is_primary and not is_young(device, device.account):
        renew_list(device)
