"""How the primary tells a new companion where its history is, and how to read it.

The history itself is a file on the server, encrypted under a key that only this notification has,
or a small one inside it. Who may send it is for the rules to say.

**Decision: a file is named whole or not at all.** A path without key and both hashes could be
fetched and not be checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.wire import Decoded, Value, read_message, write_message

HASH_LENGTH = 32
"""Bytes in a SHA-256, and in the key of a file."""


class HistoryType(IntEnum):
    """Which part of the history it is (``HistorySyncType``)."""

    INITIAL_BOOTSTRAP = 0
    INITIAL_STATUS = 1
    FULL = 2
    RECENT = 3
    PUSH_NAME = 4
    NON_BLOCKING_DATA = 5
    ON_DEMAND = 6
    NO_HISTORY = 7
    MESSAGE_ACCESS_STATUS = 8


FILE_HASH = Field(1, "fileSha256", Kind.BYTES, length=HASH_LENGTH)
FILE_KEY = Field(3, "mediaKey", Kind.BYTES, length=HASH_LENGTH)
ENCRYPTED_HASH = Field(4, "fileEncSha256", Kind.BYTES, length=HASH_LENGTH)
FILE_PATH = Field(5, "directPath", Kind.TEXT)
TYPE = Field(6, "syncType", Kind.ENUM, choices=frozenset(map(int, HistoryType)))
CHUNK = Field(7, "chunkOrder", Kind.UINT32)
PROGRESS = Field(9, "progress", Kind.UINT32)
INLINE = Field(11, "initialHistBootstrapInlinePayload", Kind.BYTES)
HISTORY_SYNC = Layout(
    "HistorySyncNotification",
    (FILE_HASH, FILE_KEY, ENCRYPTED_HASH, FILE_PATH, TYPE, CHUNK, PROGRESS, INLINE),
    signed=True,
)
"""The file, and which part of the history it is. Source: open clients agree on the numbers."""


@dataclass(frozen=True)
class HistoryFile:
    """A file of history on the server."""

    plain_hash: bytes
    """SHA-256 of the file after decryption, 32 bytes."""

    encrypted_hash: bytes
    """SHA-256 of the file as it is fetched, 32 bytes."""

    key: bytes
    """What the keys of the file are derived from, 32 bytes."""

    path: str
    """Where the server has it."""


@dataclass(frozen=True)
class HistorySync:
    """One part of the history for a companion (``HistorySyncNotification``).

    Source: engineering post on multi-device; open clients agree.
    """

    history_type: HistoryType
    """Which part it is; the first one if nothing is said, as zeros are left out elsewhere."""

    file: HistoryFile | None = None
    """Where it is, unless it is inline or there is none."""

    inline: bytes | None = None
    """A small part of the history itself, compressed and not read here."""

    chunk: int = 0
    """Its place among parts of the same type."""

    progress: int = 0
    """How much of the history has been sent with it, of 100."""

    unknown: bytes = b""
    """Fields that this specification does not know, as received."""

    reports: tuple[Report, ...] = ()
    """What was odd about the spelling."""


def decode_history_sync(data: bytes) -> HistorySync:
    """Read a ``HistorySyncNotification``, and nothing of the history.

    Raises:
        Malformed: the bytes are not one, or a file lacks what it takes.
    """
    decoded = read_message(HISTORY_SYNC, data)
    return HistorySync(
        history_type=HistoryType(decoded.integer(TYPE)),
        file=_file(decoded),
        inline=decoded.optional_octets(INLINE),
        chunk=decoded.integer(CHUNK),
        progress=decoded.integer(PROGRESS),
        unknown=decoded.unknown,
        reports=decoded.reports,
    )


def encode_history_sync(sync: HistorySync) -> bytes:
    """Write a ``HistorySyncNotification``; chunk and progress are left out when they are 0.

    Raises:
        ValueError: a hash or key has the wrong length, or a number does not fit; the caller is at
            fault.
    """
    values: dict[Field, Value] = {
        TYPE: int(sync.history_type),
        CHUNK: sync.chunk or None,
        PROGRESS: sync.progress or None,
        INLINE: sync.inline,
    }
    if sync.file is not None:
        values[FILE_HASH] = sync.file.plain_hash
        values[ENCRYPTED_HASH] = sync.file.encrypted_hash
        values[FILE_KEY] = sync.file.key
        values[FILE_PATH] = sync.file.path
    return write_message(HISTORY_SYNC, values, sync.unknown)


def _file(decoded: Decoded) -> HistoryFile | None:
    """The file that four of the fields name."""
    plain_hash, encrypted_hash, key = map(
        decoded.optional_octets, (FILE_HASH, ENCRYPTED_HASH, FILE_KEY)
    )
    path = decoded.optional_text(FILE_PATH)
    if plain_hash is None and encrypted_hash is None and key is None and path is None:
        return None
    if plain_hash is None or encrypted_hash is None or key is None or path is None:
        expected, got = "a path, a key and both hashes, or none of them", "some of them"
        raise Malformed(HISTORY_SYNC.name, expected, got, 0)
    return HistoryFile(plain_hash, encrypted_hash, key, path)
