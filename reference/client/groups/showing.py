"""Showing messages to groups: the step first, then the line that a person sees.

A message of a device that is newer than the held list is parked if the step `park` allows it, like
one of a conversation of two, and looked at again when there is another list.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.membership import member_of
from mdaudit.reference.client.messages.conversation import (
    Line,
    Origin,
    tell,
    tell_refusal,
    write_down,
)
from mdaudit.reference.client.messages.plaintexts import CONVERSATION, TEXT
from mdaudit.reference.parties.reader import Device as Writer
from mdaudit.reference.parties.reader import Reader
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.spec.objects.wire import read_message
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.receiving.showing import not_shown_before
from mdaudit.spec.sorts import Account, Group, IdentityKey, Index, Message, SenderKey


@dataclass(frozen=True)
class Arrived:
    """A message to a group that was read under a sender key."""

    group: str
    account: str
    """Whose device brought the key."""
    index: int
    key: bytes
    """The identity key of that device."""
    chain: bytes
    """The name of the sender key."""
    message: str
    """The message's id."""
    content: bytes
    """What it says besides its hints."""

    @property
    def writer(self) -> Writer:
        """The device that brought the key."""
        return Account(self.account), Index(self.index), IdentityKey(self.key)


@dataclass(frozen=True)
class Parked:
    """A message that waits."""

    arrived: bytes
    """The message."""
    held: str
    """The name of the list that its device is newer than."""


ARRIVED = StoredForm("message to a group", 1, Arrived)
PARKED = StoredForm("parked message to a group", 1, Parked)


def show_or_park(device: Device, arrived: Arrived) -> None:
    """Show a message once, or keep it until there is another list. In a transaction.

    Raises:
        Refused: the device is not to be believed now (GRP-3, DEV-3), nor newer than the list.
        NotPossible: the device did not bring the sender key.
    """
    try:
        _show(device, arrived)
    except Refused as refused:
        if refused.rule is not not_shown_before and not _park(device, arrived):
            raise


def show_or_tell(device: Device, arrived: Arrived) -> None:
    """Show a message, or keep it for another list, or tell that it is missing. In a transaction."""
    try:
        show_or_park(device, arrived)
    except Refused as refused:
        what = f"gap: a message of device {arrived.index} was refused"
        tell_refusal(device, arrived.group, what, refused)
    except NotPossible as problem:
        tell(device, arrived.group, f"gap: a message of {arrived.account}: {problem}")


def try_again(device: Device) -> None:
    """Show what was parked for a list that is here now, or tell that it is missing."""
    for name in device.store.names("parked-to-group/"):
        parked = PARKED.read(device.store.get(name) or b"")
        arrived = ARRIVED.read(parked.arrived)
        if _held(device, arrived) != parked.held:
            with device.transaction():
                device.store.drop(name)
                show_or_tell(device, arrived)


def is_awaited(device: Device, group: Group, writer: Writer) -> bool:
    """Whether a message of this device to a group is parked."""
    return bool(device.store.names(_place(group, writer)))


def _show(device: Device, arrived: Arrived) -> None:
    group, clock = Group(arrived.group), device.clock()
    message = Message(arrived.message)
    member_of(device).show(group, arrived.writer, SenderKey(arrived.chain), message, clock)
    text = read_message(TEXT, arrived.content).optional_text(CONVERSATION)
    if text is not None:
        origin = Origin.OWN if arrived.account == device.account else Origin.OTHER
        source = (arrived.account, arrived.index, arrived.message)
        write_down(device, Line(group, origin, clock, text, *source))


def _park(device: Device, arrived: Arrived) -> bool:
    """Keep a message for later; returns whether the step allows it."""
    try:
        Reader(device.name, device.party).park(arrived.writer, device.clock())
    except (Refused, NotPossible):
        return False
    parked = Parked(ARRIVED.write(arrived), _held(device, arrived))
    place = _place(Group(arrived.group), arrived.writer) + arrived.message
    device.store.put(place, PARKED.write(parked))
    return True


def _held(device: Device, arrived: Arrived) -> str:
    return device.party.state.held(device.name, Account(arrived.account)).name


def _place(group: Group, writer: Writer) -> str:
    account, index, key = writer
    return f"parked-to-group/{group}/{account}/{index}/{key.hex()}/"
