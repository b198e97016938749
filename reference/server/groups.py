"""Groups: the server keeps the members, and whoever is one may change them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import delete, insert, select

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.group import Members
from mdaudit.reference.protocol.notice import MembersChanged
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.devices import devices_of
from mdaudit.reference.server.notices import tell
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.tables import MEMBERS

MOST_MEMBERS: Final = 1024
"""So many accounts may be in a group; source: help pages."""


def show_members(call: Call) -> Members:
    """Tell a member who is in the group.

    Raises:
        Refusal: there is no such group, or the asking account is not in it.
    """
    members = _members(call, call.name("group"))
    if not members:
        raise Refusal(404, "unknown group", "begin it")
    _check_member(call, members)
    return Members(tuple(sorted(members)))


def change_members(call: Call, wanted: Members) -> None:
    """Begin a group, or change who is in it; everybody who is or was in it is told.

    Raises:
        Refusal: the asking account is not in the group, or there are too many members.
    """
    group, new = call.name("group"), frozenset(wanted.members)
    if len(new) > MOST_MEMBERS:
        raise Refusal(413, "too many members", f"at most {MOST_MEMBERS}")
    old = _members(call, group)
    _check_member(call, old or new)
    if old == new:
        return
    call.connection.execute(delete(MEMBERS).where(MEMBERS.c.group_name == group))
    rows = [{"group_name": group, "account": account} for account in sorted(new)]
    if rows:
        call.connection.execute(insert(MEMBERS), rows)
    notice = MembersChanged(group, tuple(sorted(new)))
    for account in sorted(old | new):
        for device in sorted(devices_of(call, account)):
            if Address(account, device) != call.sender:
                tell(call, Address(account, device), notice)


def _members(call: Call, group: str) -> frozenset[str]:
    found = select(MEMBERS.c.account).where(MEMBERS.c.group_name == group)
    return frozenset(call.connection.scalars(found))


def _check_member(call: Call, members: frozenset[str]) -> None:
    if call.sender.account not in members:
        raise Refusal(403, "not a member", "ask a member")
