"""Transactions happen whole or not at all, and are repeated where the database asks for it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from mdaudit.reference.server import database as module
from mdaudit.reference.server.database import Database, DatabaseError
from mdaudit.reference.server.tables import ACCOUNTS
from tests.reference.server import postgres

ROW = {"account": "1", "identity_key": b"k", "raw_id": 0, "signed_list": b""}


def counted(connection: Connection) -> int:
    return connection.scalar(select(ACCOUNTS.c.raw_id)) or 0


def count_on(connection: Connection) -> None:
    """Read, then write what follows from it: lost if two do it without seeing each other."""
    connection.execute(update(ACCOUNTS).values(raw_id=counted(connection) + 1))


def test_transactions_do_not_lose_what_others_do_at_once(database: Database) -> None:
    database.transact(lambda c: c.execute(insert(ACCOUNTS).values(ROW)))
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: database.transact(count_on), range(40)))
    assert database.transact(counted) == 40


def test_work_that_fails_leaves_nothing_behind(database: Database) -> None:
    def work(connection: Connection) -> None:
        connection.execute(insert(ACCOUNTS).values(ROW))
        raise LookupError

    with pytest.raises(LookupError):
        database.transact(work)
    assert database.transact(lambda c: c.execute(select(ACCOUNTS)).all()) == []


def test_what_goes_on_failing_fails_in_the_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_REPEATS", 2)
    database.transact(lambda c: c.execute(insert(ACCOUNTS).values(ROW)))
    with pytest.raises(IntegrityError) as failed:
        database.transact(lambda c: c.execute(insert(ACCOUNTS).values(ROW)))
    assert "SQL parameters hidden" in str(failed.value)


def test_what_was_written_is_there_when_it_is_opened_again(database_url: str) -> None:
    first = Database.open(database_url)
    first.transact(lambda c: c.execute(insert(ACCOUNTS).values(ROW)))
    first.close()
    again = Database.open(database_url)
    there = again.transact(lambda c: c.execute(select(ACCOUNTS)).all())
    again.close()
    assert len(there) == 1


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2)])
def test_sqlite_writes_ahead_and_onto_the_disk(tmp_path: Path, pragma: str, value: object) -> None:
    opened = Database.open(str(tmp_path / "server.db"))
    found = opened.transact(lambda c: c.exec_driver_sql(f"PRAGMA {pragma}").scalar())
    opened.close()
    assert found == value


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("oracle+nothing://x", "expected a path or a URL"),
        ("://", "expected a path or a URL"),
        ("{folder}", "got unable to open database file; name another"),
        ("{folder}/no/such.db", "got unable to open database file; name another"),
        ("postgresql://postgres@/x?host={folder}", "expected a database of this server"),
        ("", "expected a path or a URL, got ''"),
    ],
)
def test_what_cannot_be_opened_is_said(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(DatabaseError, match=words):
        Database.open(name.format(folder=tmp_path))


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    file = tmp_path / "server.db"
    file.write_bytes(b"x" * 1000)
    with pytest.raises(DatabaseError, match="file is not a database"):
        Database.open(str(file))


def test_without_postgresql_its_tests_are_skipped_or_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "BINARIES", tmp_path)
    monkeypatch.delenv("REQUIRE_POSTGRES", raising=False)
    with pytest.raises(pytest.skip.Exception, match="not installed"), postgres.running():
        pass
    monkeypatch.setenv("REQUIRE_POSTGRES", "1")
    with pytest.raises(pytest.fail.Exception, match="REQUIRE_POSTGRES=1"), postgres.running():
        pass
