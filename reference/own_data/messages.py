"""What devices of one account tell each other besides texts, inside a ``Message``.

Everything is in ``ProtocolMessage`` (field 12 of ``Message``), which names its subject and has one
field for it. History and app-state keys stand where open clients have them. For the records of
contacts no public number is known: the specification wants them (VER-6) and no deployed client
sends them, so their field and subject have a number of this reference alone, 5001. So have the wish
for all settings anew and its answer, 5002 and 5003: in deployed clients that is one of many
operations in a message of its own, and the answer is no patch.

Who may send one is asked before its body is read: nothing in here says who it is from.

Source: open clients agree on the numbers up to 12.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.wire import Decoded, Value, read_message, write_message

PROTOCOL_MESSAGE: Final = Field(12, "protocolMessage", Kind.BYTES)
"""The part of a ``Message`` that is about such things."""

CONTENT: Final = Layout("Message", (PROTOCOL_MESSAGE,), signed=True)


class Subject(IntEnum):
    """What a message to the own devices is about (``ProtocolMessage.Type``)."""

    HISTORY = 5
    """Where a part of the history is: a ``HistorySyncNotification``."""
    APP_STATE_KEYS = 6
    """Keys for app state: an ``AppStateSyncKeyShare``."""
    CONTACTS = 5001
    """Records of contacts; this reference's own."""
    SETTINGS_WANTED = 5002
    """A companion cannot go on with app state: the name of the collection; this reference's own."""
    SETTINGS_ANEW = 5003
    """A patch that sets everything again, to begin from (SYNC-2); this reference's own."""


TYPE: Final = Field(2, "type", Kind.ENUM, required=True, choices=frozenset(map(int, Subject)))
HISTORY: Final = Field(6, "historySyncNotification", Kind.BYTES)
APP_STATE_KEYS: Final = Field(7, "appStateSyncKeyShare", Kind.BYTES)
CONTACTS: Final = Field(5001, "contactRecords", Kind.BYTES)
SETTINGS_WANTED: Final = Field(5002, "settingsWanted", Kind.BYTES)
SETTINGS_ANEW: Final = Field(5003, "settingsAnew", Kind.BYTES)

BODIES: Final = {
    Subject.HISTORY: HISTORY,
    Subject.APP_STATE_KEYS: APP_STATE_KEYS,
    Subject.CONTACTS: CONTACTS,
    Subject.SETTINGS_WANTED: SETTINGS_WANTED,
    Subject.SETTINGS_ANEW: SETTINGS_ANEW,
}
"""Where the body of each subject is."""

PROTOCOL: Final = Layout("ProtocolMessage", (TYPE, *BODIES.values()), signed=True)


@dataclass(frozen=True)
class OwnMessage:
    """A message from one device of an account to another."""

    subject: Subject
    """What it is about."""
    body: bytes
    """What it says, as received, **not read yet**."""


def own_content(message: OwnMessage) -> bytes:
    """The content of a ``Message`` that says this."""
    values: dict[Field, Value] = {TYPE: int(message.subject), BODIES[message.subject]: message.body}
    return write_message(CONTENT, {PROTOCOL_MESSAGE: write_message(PROTOCOL, values)})


def told_in(content: bytes) -> OwnMessage:
    """What a ``Message`` of this device says, that `own_content` wrote."""
    return read_own_message(read_message(CONTENT, content).octets(PROTOCOL_MESSAGE))


def read_own_message(octets: bytes) -> OwnMessage:
    """What a ``ProtocolMessage`` says.

    Raises:
        Malformed: the bytes are none, or the body is not the one of the subject.
    """
    decoded = read_message(PROTOCOL, octets)
    subject = Subject(decoded.integer(TYPE))
    return OwnMessage(subject, _only_body(decoded, subject))


def _only_body(decoded: Decoded, subject: Subject) -> bytes:
    """The body of the subject, where there is no other."""
    bodies = {about: decoded.optional_octets(field) for about, field in BODIES.items()}
    body = bodies.pop(subject)
    if body is None or any(other is not None for other in bodies.values()):
        raise Malformed(PROTOCOL.name, f"the body of subject {subject} alone", "another", 0)
    return body
