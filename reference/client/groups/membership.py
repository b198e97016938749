"""Groups: who is in them is the server's word, and this client believes it, for want of more.

A group has a name that its maker chooses, and begins when somebody tells the server who is in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.parties.group_member import GroupMember
from mdaudit.reference.parties.rows import rows_of
from mdaudit.reference.protocol.group import Members
from mdaudit.reference.protocol.notice import MembersChanged
from mdaudit.spec.sorts import Account, Group


def member_of(device: Device) -> GroupMember:
    """The device in its role as a member of groups."""
    return GroupMember(device.name, device.party)


def set_members(device: Device, remote: Remote, group: Group, members: Iterable[Account]) -> None:
    """Begin a group, or change who is in it.

    Raises:
        ServerError: the server could not be asked, or this account is not a member.
    """
    named = tuple(sorted(set(members)))
    remote.set_members(group, Members(named))
    _hear(device, group, named)


def ask_for_members(device: Device, remote: Remote, group: Group) -> list[Account]:
    """Who is in a group; the server is asked if this account is not in it, as far as it said.

    Raises:
        ServerError: the server could not be asked, or there is no such group with this account.
    """
    if device.account not in member_of(device).members(group):
        _hear(device, group, remote.members(group).members)
    return member_of(device).members(group)


def hear_members(device: Device, _remote: Remote, notice: MembersChanged) -> None:
    """A group is said to have other members."""
    _hear(device, Group(notice.group), notice.members)


def groups_of(device: Device) -> list[Group]:
    """The groups that the server said this account is in."""
    s = device.party.state
    known = dict.fromkeys(Group(row[0]) for row in rows_of(s.member.at(device.name)))
    return [group for group in known if s.member(device.name, group, device.account)]


def _hear(device: Device, group: Group, members: Iterable[str]) -> None:
    with device.transaction():
        member_of(device).hear_members(group, map(Account, members), device.clock())
