"""A member of groups: a device that gives its sender keys to others, and reads under theirs.

Who the members are is the server's word. A sender key is known to the steps by its name
(`chain_name`); the key itself is not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mdaudit.reference.parties.fan_out import Copy
from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.reader import Device
from mdaudit.reference.parties.rows import rows_of
from mdaudit.spec.groups.giving import fan_out_for_group, give_sender_key, make_sender_key
from mdaudit.spec.groups.inbound import (
    forget_sender_keys,
    not_removed,
    receive_sender_key,
    show_from_group,
)
from mdaudit.spec.groups.membership import add_member, remove_member
from mdaudit.spec.groups.writing import all_holders_are_served, send_to_group
from mdaudit.spec.reading import holds
from mdaudit.spec.sorts import (
    NO_SENDER_KEY,
    NOWHERE,
    Account,
    Client,
    Group,
    Message,
    SenderKey,
    Time,
)


class GroupMember:
    """A client, in its role as a member of groups."""

    def __init__(self, name: Client, party: Party) -> None:
        self.name = name
        self.party = party
        """Its state and log."""

    def hear_members(self, group: Group, members: Iterable[Account], clock: Time) -> None:
        """The server says who is in a group; who was in it and is not named has left."""
        before, now = set(self.members(group)), set(members)
        for account in sorted(now - before):
            self.party.take(add_member, clock, self.name, group, account)
        for account in sorted(before - now):
            self.party.take(remove_member, clock, self.name, group, account)

    def members(self, group: Group) -> list[Account]:
        """Who is in a group, as the server said last."""
        return [account for (account,) in rows_of(self.party.state.member.at(self.name, group))]

    def fan_out(self, group: Group, clock: Time) -> list[Device]:
        """The devices that a sender key for the group may be given to now."""
        return rows_of(fan_out_for_group(self.party.state, self.name, group, clock))

    def needs_new_key(self, group: Group, clock: Time) -> bool:
        """Whether there is no sender key, or one that somebody has who is not to read (GRP-2)."""
        s = self.party.state
        has_one = s.sender_key(self.name, group) != NO_SENDER_KEY
        return not (has_one and holds(all_holders_are_served, s, self.name, group, clock))

    def without_key(self, group: Group, clock: Time) -> list[Device]:
        """The devices in the fan-out that were not given the present sender key."""
        s = self.party.state
        given = s.given_from.at(s.sender_key(self.name, group))
        return [device for device in self.fan_out(group, clock) if given(*device) == NOWHERE]

    def make_key(self, group: Group, chain: SenderKey, clock: Time) -> None:
        """Write under this sender key from now on; nobody has it yet.

        Raises:
            NotPossible: it was used before.
        """
        self.party.take(make_sender_key, clock, self.name, group, chain)

    def give_key(
        self, group: Group, clock: Time, reaches: Callable[[Device], bool] = lambda _: True
    ) -> list[Device]:
        """Give the sender key from its present position on; returns to whom.

        By the step it is for the whole fan-out. `reaches` says for whom it can be encrypted; the
        log tells of these.

        Raises:
            Refused: the own list is not usable now (FAN-2).
            NotPossible: there is no sender key.
        """
        s = self.party.state
        position = s.chain_position(s.sender_key(self.name, group))
        self.party.take(give_sender_key, clock, self.name, group, position, clock)
        given = [one for one in self.fan_out(group, clock) if reaches(one)]
        self.party.log[-1]["given"] = [Copy(*one).event() for one in given]
        return given

    def send(self, group: Group, message: Message, clock: Time) -> None:
        """Encrypt a message under the sender key.

        Raises:
            Refused: somebody has the key who is not to read (GRP-2), the own list is not usable
                now (FAN-2), or it does not name this device (VER-5).
            NotPossible: there is no sender key, or the message was sent before.
        """
        self.party.take(send_to_group, clock, self.name, group, message, clock)

    def receive_key(
        self, group: Group, session: Device, chain: SenderKey, claimed: Device, clock: Time
    ) -> None:
        """A message in the session of a device brings a sender key, as one of another device.

        Raises:
            Refused: the two are not the same (GRP-5).
            NotPossible: there is no session with the device any more.
        """
        self.party.take(receive_sender_key, clock, self.name, group, *session, chain, *claimed)

    def groups_with_keys(self) -> list[Group]:
        """The groups in which other devices have brought a sender key."""
        rows = rows_of(self.party.state.inbound.at(self.name))
        return list(dict.fromkeys(row[0] for row in rows))

    def removed_writers(self, group: Group) -> list[Device]:
        """The devices whose sender keys are still there, and which are not (GRP-3)."""
        s = self.party.state
        rows = rows_of(s.inbound.at(self.name, group))
        writers = dict.fromkeys((account, index, key) for account, index, key, _ in rows)
        return [one for one in writers if not holds(not_removed, s, self.name, *one)]

    def forget_keys(self, group: Group, clock: Time) -> None:
        """Delete the sender keys of removed devices."""
        self.party.take(forget_sender_keys, clock, self.name, group)

    def show(
        self, group: Group, writer: Device, chain: SenderKey, message: Message, clock: Time
    ) -> None:
        """Show a message to a group, as from this device.

        It was read under the sender key, or came over the device's session along with it.

        Raises:
            Refused: the device is not to be believed now (GRP-3, DEV-3), or the message was shown
                before (RCV-3).
            NotPossible: the device did not bring the sender key.
        """
        self.party.take(show_from_group, clock, self.name, group, *writer, chain, message, clock)
