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
from mdaudit.reference.server.tables import ACCOUNTS, MEMBERS

MOST_MEMBERS: Final = 1024
"""So many accounts may be in a group; source: help pages."""

MOST_NAMED: Final = 2
"""So many accounts are named in a refusal; the words of one are few."""


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
        Refusal: the asking account is not in the group, there are too many members, or one of them
            is no account.
    """
    group, new = call.name("group"), frozenset(wanted.members)
    if len(new) > MOST_MEMBERS:
        raise Refusal(413, "too many members", f"at most {MOST_MEMBERS}")
    old = _members(call, group)
    _check_member(call, old or new)
    if old == new:
        return
    _check_registered(call, new - old)
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


def _check_registered(call: Call, accounts: frozenset[str]) -> None:
    """Check that there are these accounts: nobody could write to a group with another one in it."""
    found = select(ACCOUNTS.c.account).where(ACCOUNTS.c.account.in_(accounts))
    unknown = sorted(accounts.difference(call.connection.scalars(found)))
    if unknown:
        named, more = ", ".join(unknown[:MOST_NAMED]), len(unknown) - MOST_NAMED
        others = f" and {more} more" if more > 0 else ""
        got = f"expected registered accounts, got {named}{others}"
        raise Refusal(404, got, "leave out who is not registered, or register first")
