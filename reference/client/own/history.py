"""History: what a primary shows a new companion of the past, and what the companion makes of it.

The lines are a file on the server; its key and hashes go to one companion, over its session. The
companion takes them from its primary alone (SYNC-1), before it reads what they say. Then it fetches
the file, checks it, keeps the lines apart from what it saw itself, and forgets key and file.

What is in the file is this reference's own layout: a stored form, where deployed clients have a
large message of their own. Nothing in it can be proved. It is the primary's word about the past.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.conversation import (
    LINE,
    Line,
    Origin,
    chats,
    conversation,
    tell,
)
from mdaudit.reference.client.messages.incoming import Incoming
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.client.own.channel import tell_own_device
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.own_data.history_file import open_history, seal_history
from mdaudit.reference.own_data.messages import OwnMessage, Subject
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.messages import (
    HistoryFile,
    HistorySync,
    HistoryType,
    decode_history_sync,
    encode_history_sync,
)
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.sync.channel import take_history

RECENT: Final = 200
"""The most lines of one chat that a companion is shown."""

WHOLE: Final = 100
"""A progress that says: that was all."""


@dataclass(frozen=True)
class Past:
    """What is in the file."""

    lines: tuple[Line, ...]
    """Texts of all chats, in the order in which the primary saw them within each."""


PAST: Final = StoredForm("history", 1, Past)


def recent_past(device: Device) -> Past:
    """The newest texts of each chat; what the device itself noted there is not history."""
    lines: list[Line] = []
    for chat in chats(device):
        texts = [line for line in conversation(device, chat) if line.origin is not Origin.NOTICE]
        lines += texts[-RECENT:]
    return Past(tuple(lines))


def upload_past(device: Device, remote: Remote) -> HistoryFile:
    """Leave the recent past with the server, encrypted.

    Raises:
        ServerError: the server could not be asked, or does not take that much.
    """
    octets, file = seal_history(PAST.write(recent_past(device)), os.urandom)
    remote.put_blob(octets)
    return file


def hand_over_past(device: Device, companion: Partner, file: HistoryFile) -> None:
    """Tell a companion where its history is. In a transaction.

    Raises:
        NoSession: there is no session with the companion.
    """
    sync = HistorySync(HistoryType.INITIAL_BOOTSTRAP, file, progress=WHOLE)
    tell_own_device(device, companion, OwnMessage(Subject.HISTORY, encode_history_sync(sync)))


def take_past(device: Device, incoming: Incoming, body: bytes) -> None:
    """A device says where history is; it is fetched afterwards. In a transaction.

    Raises:
        Refused: the device is not the own primary (SYNC-1).
        NotPossible: there is no session with it any more.
        Malformed: what it says is no file.
    """
    clock = device.clock()
    device.party.take(take_history, clock, device.name, *incoming.partner.row, clock)
    if decode_history_sync(body).file is None:
        raise Malformed("HistorySyncNotification", "a file", "none", 0)
    device.store.put(f"history-wanted/{sha256(body).hexdigest()}", body)


def fetch_past(device: Device, remote: Remote) -> None:
    """Fetch and keep what the primary said is there.

    Raises:
        ServerError: the server could not be asked; the wish stays.
    """
    for name in device.store.names("history-wanted/"):
        file = decode_history_sync(device.store.get(name) or b"").file
        if file is not None:
            _fetch(device, remote, name, file)


def history(device: Device, chat: str) -> list[Line]:
    """What the primary said was in a chat before this device came, in order."""
    names = device.store.names(f"history/{chat}/")
    return [_line(device, name) for name in names]


def chats_of_the_past(device: Device) -> list[str]:
    """Every chat that the primary said something of."""
    names = device.store.names("history/")
    return sorted({name.removeprefix("history/").rpartition("/")[0] for name in names})


def _fetch(device: Device, remote: Remote, name: str, file: HistoryFile) -> None:
    """Fetch one file, and forget it where it is kept."""
    digest = file.encrypted_hash.hex()
    try:
        past = PAST.read(open_history(remote.blob(digest), file))
    except (ServerRefused, Unauthentic, Malformed) as problem:
        with device.transaction():
            device.store.drop(name)
            tell(device, device.account, f"the history of the primary cannot be used: {problem}")
        return
    remote.drop_blob(digest)
    with device.transaction():
        device.store.drop(name)
        for number, line in enumerate(past.lines):
            device.store.put(f"history/{line.chat}/{number:012}", LINE.write(line))


def _line(device: Device, name: str) -> Line:
    return LINE.read(device.store.get(name) or b"")
