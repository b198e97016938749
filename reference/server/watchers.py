"""Watchers: who asked for an account is told when its devices change.

So are the account's own devices. An account has a bounded number of watchers; the one that asked
longest ago gives way.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import delete, func, insert, select

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.notices import tell
from mdaudit.reference.server.tables import DEVICES, WATCHERS, of_device

MOST_WATCHERS: Final = 1024
"""So many devices watch one account."""


def watch(call: Call, account: str) -> None:
    """The asking device is told of changes of this account from now on."""
    watched = WATCHERS.c.watched == account
    if account == call.sender.account:
        return
    call.connection.execute(delete(WATCHERS).where(watched, *of_device(WATCHERS, call.sender)))
    number = call.connection.scalar(select(func.count()).select_from(WATCHERS).where(watched))
    if (number or 0) >= MOST_WATCHERS:
        _give_way(call, account)
    row = {
        "watched": account,
        "account": call.sender.account,
        "device": call.sender.device,
        "since": call.now,
    }
    call.connection.execute(insert(WATCHERS).values(row))


def tell_watchers(call: Call, account: str, notice: DevicesChanged) -> None:
    """Tell the watchers and the account's own devices, except the one that asks."""
    said = call.voice.changed(call, notice)
    if said is None:
        return
    watching = select(WATCHERS.c.account, WATCHERS.c.device).where(WATCHERS.c.watched == account)
    own = select(DEVICES.c.account, DEVICES.c.device).where(DEVICES.c.account == account)
    rows = call.connection.execute(watching.union(own)).all()
    for address in sorted(Address(*row) for row in rows):
        if address != call.caller:
            tell(call, address, said)


def _give_way(call: Call, account: str) -> None:
    oldest = (
        select(WATCHERS.c.account, WATCHERS.c.device)
        .where(WATCHERS.c.watched == account)
        .order_by(WATCHERS.c.since)
        .limit(1)
    )
    who = Address(*call.connection.execute(oldest).one())
    gone = delete(WATCHERS).where(WATCHERS.c.watched == account, *of_device(WATCHERS, who))
    call.connection.execute(gone)
