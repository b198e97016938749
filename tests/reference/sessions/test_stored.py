"""Stored records are read back as they were, and nothing else is read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from mdaudit.reference.sessions import SessionRecord, decrypt, encrypt, read_sessions
from mdaudit.reference.sessions.record import STORED, write_sessions
from mdaudit.spec.objects import Malformed
from tests.reference.sessions.devices import acquainted

ALICE, OURS, BOB, THEIRS = acquainted()


def talked() -> SessionRecord:
    """Return a record with skipped messages and two sessions."""
    theirs, skipped = encrypt(THEIRS, b"skipped")
    _, sent = encrypt(theirs, b"read")
    ours, _ = decrypt(OURS, sent.octets, ALICE.random)
    assert skipped.octets != sent.octets
    return SessionRecord((ALICE.begin(BOB, one_time=False),)).with_session(ours)


RECORD = talked()
WRITTEN = write_sessions(RECORD)


@pytest.mark.parametrize("record", [SessionRecord(), RECORD, SessionRecord((THEIRS,))])
def test_a_record_is_read_back_as_it_was(record: SessionRecord) -> None:
    assert read_sessions(write_sessions(record)) == record


def test_a_session_goes_on_after_it_was_read_back() -> None:
    session = read_sessions(WRITTEN).sessions[0]
    assert session == RECORD.sessions[0]
    _, sent = encrypt(session, b"on")
    assert decrypt(THEIRS, sent.octets, BOB.random)[1] == b"on"


@pytest.mark.parametrize("length", range(0, len(WRITTEN), 7))
def test_a_part_of_a_record_is_none(length: int) -> None:
    with pytest.raises(Malformed, match="stored sessions"):
        read_sessions(WRITTEN[:length])


def test_bytes_after_a_record_are_refused() -> None:
    with pytest.raises(Malformed, match="stored sessions"):
        read_sessions(WRITTEN + b"\0")


@pytest.mark.parametrize(("name", "version"), [("sessions", 2), ("sender keys", 1)])
def test_another_kind_or_version_is_refused(name: str, version: int) -> None:
    octets = replace(STORED, name=name, version=version).write(RECORD)
    expected = f"expected sessions in version 1, got {name} in version {version}"
    with pytest.raises(Malformed, match=expected):
        read_sessions(octets)


def unknown_field(session: dict[str, Any]) -> None:
    session["remark"] = "newer"


def short_key(session: dict[str, Any]) -> None:
    session["root_key"] = bytes(31)


def negative_position(session: dict[str, Any]) -> None:
    session["sending"]["position"] = -1


def long_key(session: dict[str, Any]) -> None:
    session["ratchet"]["public"] = bytes(33)


def text_for_a_key(session: dict[str, Any]) -> None:
    session["ratchet"]["private"] = "f" * 32


def short_identity(session: dict[str, Any]) -> None:
    session["peer_identity"] = bytes(31)


def missing_field(session: dict[str, Any]) -> None:
    del session["base_key"]


@pytest.mark.parametrize(
    "change",
    [
        unknown_field,
        short_key,
        negative_position,
        long_key,
        text_for_a_key,
        missing_field,
        short_identity,
    ],
)
def test_a_record_that_this_version_does_not_write_is_refused(
    change: Callable[[dict[str, Any]], None],
) -> None:
    name, version, record = msgspec.msgpack.decode(WRITTEN, strict=True)
    change(record["sessions"][0])
    with pytest.raises(Malformed, match="stored sessions: expected sessions in version 1"):
        read_sessions(msgspec.msgpack.encode((name, version, record)))
