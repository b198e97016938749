"""The devices that are routed to, and how one ceases to be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select

from mdaudit.reference.protocol.account import OwnDevice, OwnDevices
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.notice import DevicesChanged, LoggedOut
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.notices import tell
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.tables import ACCOUNTS, DEVICES, of_device
from mdaudit.reference.server.watchers import tell_watchers
from mdaudit.spec.sorts import PRIMARY, IdentityKey


def own_devices(call: Call) -> OwnDevices:
    """All devices of the asking account, with when each was last connected."""
    columns = (
        DEVICES.c.device,
        DEVICES.c.name,
        DEVICES.c.platform,
        DEVICES.c.linked_at,
        DEVICES.c.last_seen,
    )
    of_the_account = DEVICES.c.account == call.sender.account
    rows = call.connection.execute(
        select(*columns).where(of_the_account).order_by(DEVICES.c.device)
    )
    return OwnDevices(tuple(OwnDevice(*row) for row in rows))


def drop_device(call: Call) -> None:
    """A companion logs itself out, or a primary ends the routing of a companion of its own.

    For everybody else the device goes with the next list. That it is gone already is no problem.

    Raises:
        Refusal: the asking device may not end the routing of this one.
    """
    device = call.number(call.path["device"], "device")
    account = call.sender.account
    if device == PRIMARY or call.sender.device not in {PRIMARY, device}:
        raise Refusal(403, "not allowed", "a companion logs itself out, a primary its companions")
    if device not in devices_of(call, account):
        return
    end_routing(call, Address(account, device))
    if call.sender.device == device:
        tell(call, Address(account, PRIMARY), LoggedOut(device))
    tell_watchers(call, account, DevicesChanged(account, removed=(device,)))


def identity_key_of(call: Call, who: Address) -> IdentityKey:
    """The key with which a device shows who it is.

    Raises:
        Refusal: the account is unknown, or the device not linked (REV-4).
    """
    key = call.connection.scalar(select(DEVICES.c.identity_key).where(*of_device(DEVICES, who)))
    if key is not None:
        return IdentityKey(key)
    known = select(ACCOUNTS.c.account).where(ACCOUNTS.c.account == who.account)
    if call.connection.scalar(known) is None:
        raise Refusal(404, f"unknown account {who.account}", "register it")
    raise Refusal(403, "not linked", "link the device again")


def begin_routing(call: Call, who: Address, described: dict[str, Any]) -> None:
    """A device is there from now on, with an empty mailbox."""
    row = {"account": who.account, "device": who.device, "last_sequence": 0}
    row |= {"linked_at": call.now, "last_seen": None}
    call.connection.execute(insert(DEVICES).values(row | described))


def end_routing(call: Call, who: Address) -> None:
    """A device loses its mailbox, tokens and pre keys, and its connection is closed."""
    call.connection.execute(delete(DEVICES).where(*of_device(DEVICES, who)))
    call.dismissed.add(who)


def devices_of(call: Call, account: str) -> set[int]:
    """The numbers of the devices of an account that are routed to."""
    rows = call.connection.scalars(select(DEVICES.c.device).where(DEVICES.c.account == account))
    return set(rows)
