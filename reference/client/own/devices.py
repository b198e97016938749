"""The devices of the own account: what the server says of them, beside what was signed.

The server knows names, platforms and when a device was last connected, and can say anything. So
each device is marked with what the held list says, and one that is listed and that the server does
not mention is in the answer as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking.approving import is_shown_as_linked
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.protocol.account import OwnDevice as Shown
from mdaudit.spec.sorts import PRIMARY, Index
from mdaudit.spec.state.signed import lists


@dataclass(frozen=True, kw_only=True)
class OwnDevice:
    """One device of the own account."""

    device: int
    """Its key index; 0 is the primary."""
    this: bool
    """Whether it is the one that asks."""
    listed: bool
    """Whether the account's list, as it is held, names it."""
    signed_back: bool | None
    """Whether it agreed to be linked, as its primary saw; None: not for this device to know."""
    known_to_server: bool
    name: str = ""
    """What the server says, as everything below."""
    platform: str = ""
    linked_at: int | None = None
    """Unix seconds; None: the server does not say."""
    last_use: int | None = None
    """When it was last connected, Unix seconds; None: never, or the server does not say."""


def own_devices(device: Device, remote: Remote) -> list[OwnDevice]:
    """All devices that the server or the held list knows of, by index.

    Raises:
        ServerError: the server could not be asked.
    """
    shown = {one.device: one for one in remote.own_devices().devices}
    named = device.party.state.held(device.name, device.account).valid_indexes
    return [
        _described(device, Index(index), shown.get(index))
        for index in sorted(shown.keys() | {PRIMARY, *named})
    ]


def _described(device: Device, index: Index, shown: Shown | None) -> OwnDevice:
    companion = index != PRIMARY
    held = device.party.state.held(device.name, device.account)
    judged = device.is_primary and companion
    return OwnDevice(
        device=index,
        this=index == device.index,
        listed=lists(held, index) or not companion,
        signed_back=is_shown_as_linked(device, index) if judged else None,
        known_to_server=shown is not None,
        **_said(shown),
    )


def _said(shown: Shown | None) -> dict[str, Any]:
    """What the server says of a device."""
    if shown is None:
        return {}
    return {
        "name": shown.name,
        "platform": shown.platform,
        "linked_at": shown.linked_at,
        "last_use": shown.last_seen,
    }
