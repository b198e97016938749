"""Sessions as another implementation of the same storage messages writes them."""

import json

import pytest

from mdaudit.audit_cli.inputs.evidence import Key
from mdaudit.audit_cli.inputs.sqlite_store.records import recorded_sessions
from tests.audit_cli.signing import KeyPair
from tests.fixtures.stores.make import FOLDER, session

RECORDED = json.loads((FOLDER / "session_record.json").read_text(encoding="utf-8"))
RECORD = bytes.fromhex(RECORDED["record"])
LAPTOP, OLD_LAPTOP = KeyPair.named("laptop"), KeyPair.named("old laptop")


def test_a_recorded_record_has_an_open_and_an_archived_session() -> None:
    in_use, archived = recorded_sessions(RECORD)
    assert in_use.key == archived.key == bytes.fromhex(RECORDED["identity"])
    assert (in_use.is_open, archived.is_open) == (True, False)
    assert (in_use.answered, archived.answered) == (False, False)


def test_an_answered_session_and_a_former_key_are_told() -> None:
    in_use, archived = recorded_sessions(session(LAPTOP, OLD_LAPTOP))
    assert [in_use.key, archived.key] == [Key(LAPTOP.public), Key(OLD_LAPTOP.public)]
    assert in_use.answered
    assert not next(recorded_sessions(session(LAPTOP, answered=False))).answered


def test_a_record_without_a_session_has_none() -> None:
    assert list(recorded_sessions(b"")) == []
    assert list(recorded_sessions(b"\x0a\x00")) == []
    assert list(recorded_sessions(b"\x0a\x02\x08\x03")) == []


@pytest.mark.parametrize("record", [RECORD[:-1], b"\x0a\x05\x1a\x03\x05\x00\x00", b"\xff"])
def test_what_is_no_record_is_refused(record: bytes) -> None:
    with pytest.raises(ValueError, match="expected"):
        list(recorded_sessions(record))
