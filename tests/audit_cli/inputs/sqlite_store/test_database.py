"""How a database file is opened: nothing is locked, changed or run."""

import io
import sqlite3
import sys
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdaudit.audit_cli.cannot_look import CannotLookError, WrongUsageError
from mdaudit.audit_cli.inputs.evidence import Key
from mdaudit.audit_cli.inputs.lone_object import Given
from mdaudit.audit_cli.inputs.recognise import documents
from mdaudit.audit_cli.inputs.sqlite_store import database as databases
from mdaudit.audit_cli.inputs.sqlite_store.documents import database_documents
from tests.audit_cli.stored import memory, stored
from tests.fixtures.stores.make import FRIENDS_LAPTOP, LOOKED_AT, ME, Database, database, session


@pytest.fixture
def store(tmp_path: Path) -> Database:
    return database(tmp_path / "store.db")


def test_the_file_and_its_folder_stay_as_they_were(store: Database) -> None:
    store.path.chmod(0o400)
    before = store.path.read_bytes()
    stored(store.path)
    assert store.path.read_bytes() == before
    assert [path.name for path in store.path.parent.iterdir()] == ["store.db"]


def test_a_client_that_is_writing_is_not_disturbed(store: Database) -> None:
    with closing(sqlite3.connect(store.path)) as client:
        client.execute("BEGIN EXCLUSIVE")
        client.execute("DELETE FROM whatsmeow_sessions")
        assert len(memory(store.path).sessions) == 4
        client.rollback()


def test_what_is_in_the_log_only_is_not_read_and_that_is_told(store: Database) -> None:
    assert memory(store.path).unread == ()
    with closing(sqlite3.connect(store.path)) as client:
        client.execute("PRAGMA journal_mode = WAL")
        with client:
            record = session(FRIENDS_LAPTOP)
            statement = "INSERT INTO whatsmeow_sessions VALUES (?, '15550100009:0', ?)"
            client.execute(statement, (ME, record))
        found = memory(store.path)
        assert "15550100009" not in {s.account for s in found.sessions}
        assert "-wal file was not read" in found.unread[0]


def test_a_file_name_may_hold_anything(tmp_path: Path) -> None:
    store = database(tmp_path / "a?b #c%20.db")
    assert stored(store.path)[0].name == str(store.path)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_standard_input_is_read_in_memory(
    store: Database, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    store.run(f"PRAGMA journal_mode = {mode}")
    content = store.path.read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    (document,) = documents("-", Given(LOOKED_AT))
    assert document.name == "standard input"
    assert document.digest == sha256(content).hexdigest() == stored(store.path)[0].digest
    assert document.evidence == stored(store.path)[0].evidence


@pytest.mark.parametrize("keep", [16, 100, 5000])
def test_a_cut_database_is_named(store: Database, keep: int) -> None:
    store.path.write_bytes(store.path.read_bytes()[:keep])
    with pytest.raises(CannotLookError, match="a sound client database"):
        stored(store.path)


def test_a_damaged_page_is_named(store: Database) -> None:
    content = bytearray(store.path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    store.path.write_bytes(content)
    with pytest.raises(CannotLookError, match="a sound client database"):
        stored(store.path)


@pytest.mark.parametrize(
    "instead",
    [
        "VIEW whatsmeow_sessions AS SELECT * FROM whatsmeow_sender_keys",
        "VIRTUAL TABLE whatsmeow_sessions USING rtree(our_jid, their_id, session)",
    ],
)
def test_what_is_no_real_table_is_not_asked(store: Database, instead: str) -> None:
    store.run("DROP TABLE whatsmeow_sessions")
    store.run(f"CREATE {instead}")
    with pytest.raises(CannotLookError, match="the tables whatsmeow_device"):
        stored(store.path)


def test_too_many_rows_are_refused(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "MOST_ROWS", 2)
    with pytest.raises(CannotLookError, match="at most 2 rows"):
        stored(store.path)


def test_a_value_that_is_too_large_is_refused(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "LARGEST", 1000)
    store.run("UPDATE whatsmeow_sessions SET session = zeroblob(2000)")
    with pytest.raises(CannotLookError, match="too big"):
        stored(store.path)


def test_keys_on_the_command_line_are_about_something_else(store: Database) -> None:
    with pytest.raises(WrongUsageError, match="a lone object"):
        list(documents(str(store.path), Given(LOOKED_AT, identity_key=Key(bytes(32)))))


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return database(tmp_path_factory.mktemp("stores") / "store.db").path.read_bytes()


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_bytes_are_an_error_is_named(content: bytes, data: st.DataObject) -> None:
    octets = bytearray(content)
    for _ in range(data.draw(st.integers(1, 20))):
        octets[data.draw(st.integers(16, len(octets) - 1))] = data.draw(st.integers(0, 255))
    with suppress(CannotLookError):
        assert list(database_documents("changed", bytes(octets), LOOKED_AT))
