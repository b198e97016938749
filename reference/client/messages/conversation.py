"""What a person sees: the lines of each chat, sealed in the store.

A line is a text that a step let this device show, or a notice of the device itself: that a contact
has another identity, or that a message is missing. Times are those of this device's own clock: no
other can be proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.parties.words import in_words
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.spec.reading import Refused

COUNTER: Final = "next-line"
"""The name of the secret that counts the lines of all chats."""


class Origin(Enum):
    """Whose words a line is."""

    OTHER = "other"
    """Somebody else's."""
    OWN = "own"
    """This user's, written here or on another device of the account."""
    NOTICE = "notice"
    """The device's."""


@dataclass(frozen=True)
class Line:
    """One line of a chat."""

    chat: str
    """The account or group that the chat is with."""
    origin: Origin
    at: int
    """When this device wrote the line down, by its clock."""
    text: str
    account: str = ""
    """Whose device wrote it; empty for a notice."""
    index: int = 0
    """The key index of that device."""
    message: str = ""
    """The message's id; empty for a notice."""


LINE = StoredForm("line", 1, Line)


def write_down(device: Device, line: Line) -> None:
    """Add a line to its chat. In the transaction of the step that allows it."""
    number = int(device.store.get(COUNTER) or b"0")
    device.store.put(f"text/{line.chat}/{number:012}", LINE.write(line))
    device.store.put(COUNTER, str(number + 1).encode())


def tell(device: Device, chat: str, text: str) -> None:
    """Add a notice of the device itself to a chat, unless it just said so. In a transaction."""
    last = device.store.names(f"text/{chat}/")[-1:]
    if not last or _line(device, last[0]).text != text:
        write_down(device, Line(chat, Origin.NOTICE, device.clock(), text))


def tell_refusal(device: Device, chat: str, what: str, refused: Refused) -> None:
    """Add a notice that something was refused, by which rule and why. In a transaction."""
    rule = refused.rule
    expected, got = refused.judgement.words(in_words)
    tell(
        device,
        chat,
        f"{what} ({rule.id}, {rule.title}): expected {expected}, got {got}; "
        f"at fault: {rule.blame.value}",
    )


def conversation(device: Device, chat: str) -> list[Line]:
    """The lines of a chat, in the order in which they were written down."""
    return [_line(device, name) for name in device.store.names(f"text/{chat}/")]


def chats(device: Device) -> list[str]:
    """Every chat that has a line."""
    names = device.store.names("text/")
    return sorted({name.removeprefix("text/").rpartition("/")[0] for name in names})


def _line(device: Device, name: str) -> Line:
    return LINE.read(device.store.get(name) or b"")
