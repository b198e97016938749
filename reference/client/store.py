"""A client's file: its state, its log, its secrets, and what still has to be sent.

An SQLite database that one process at a time may use. Facts, objects and the log are in the clear,
since they say what the server knows as well; everything in ``sealed`` is encrypted: private keys,
sessions, and the text of messages. The file is readable by its owner alone.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mdaudit.reference.sealing import KeyFile, Passphrase, Vault, WrongSecret
from mdaudit.spec.objects import Malformed

Secret = Passphrase | KeyFile
"""What opens a store."""

VERSION: Final = 1
"""The layout of the tables."""

WAIT: Final = 10.0
"""Seconds to wait for another process to close the file."""

ON_THE_DISK: Final = "FULL"
"""What SQLite waits for (``PRAGMA synchronous``): a commit is on the disk when it returns."""

TABLES: Final = """
CREATE TABLE vault (header BLOB NOT NULL);
CREATE TABLE facts (function TEXT, place TEXT, value TEXT NOT NULL, PRIMARY KEY (function, place))
  WITHOUT ROWID;
CREATE TABLE objects (number INTEGER PRIMARY KEY, name TEXT UNIQUE, spelled TEXT NOT NULL,
  octets BLOB);
CREATE TABLE log (number INTEGER PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE sealed (name TEXT PRIMARY KEY, octets BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, sealed BLOB NOT NULL);
"""
"""What is kept; each statement is run by itself."""


class StoreError(Exception):
    """The file cannot be used: it is not there, not one of ours, in use, or locked by a secret."""

    def __init__(self, path: Path, expected: str, got: str, next_step: str) -> None:
        super().__init__(f"{path}: expected {expected}, got {got}; {next_step}")
        self._words = expected, got, next_step

    def about(self, path: Path) -> StoreError:
        """The same error, of the file that this one is a copy of."""
        return StoreError(path, *self._words)


def no_store(path: Path, got: str) -> StoreError:
    """The error of a file that no store of this program is in, or not a whole one."""
    step = "name another file, restore a backup, or link or register again"
    return StoreError(path, "a whole store of this program", got, step)


class Store:
    """An open file. All changes happen inside `transaction`, and are there whole or not at all."""

    def __init__(self, path: Path, database: sqlite3.Connection, vault: Vault) -> None:
        self.path = path
        self._database = database
        self._vault = vault

    @staticmethod
    def create(path: Path, secret: Secret) -> Store:
        """Make a new file; nobody but its owner can read it.

        Raises:
            StoreError: there is a file already, or it cannot be written.
        """
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as problem:
            got = problem.strerror or str(problem)
            raise StoreError(path, "a new file", got, "name another one") from None
        vault = Vault.create(os.urandom)
        database = _connect(path)
        try:
            _write_tables(database, vault.header(secret))
        except BaseException:
            database.close()
            path.unlink()
            raise
        return Store(path, database, vault)

    @staticmethod
    def open(path: Path, secret: Secret) -> Store:
        """Open a file that is there, for this process alone.

        Raises:
            StoreError: there is no such file, it is in use or of another version, or the secret is
                another one.
        """
        if not path.is_file():
            got = "a folder" if path.is_dir() else "no file"
            raise StoreError(path, "a store", got, "register, or link, to make one")
        database = _connect(path)
        try:
            header = _header(path, database)
            return Store(path, database, Vault.unlock(header, secret, os.urandom))
        except WrongSecret:
            database.close()
            got = "a secret that does not open it"
            raise StoreError(path, "its passphrase or key file", got, "give that one") from None
        except (sqlite3.DatabaseError, Malformed) as problem:
            database.close()
            raise no_store(path, str(problem)) from None
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        """Let other processes use the file."""
        self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes inside are durable at the end; none of them is if an exception leaves."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._database.in_transaction:  # SQLite ends it itself when the disk is full
                self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def put_fact(self, function: str, place: str, value: str | None) -> None:
        """A function has this value at a place; None: its default."""
        if value is None:
            statement = "DELETE FROM facts WHERE function = ? AND place = ?"
            self._database.execute(statement, (function, place))
        else:
            statement = "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)"
            self._database.execute(statement, (function, place, value))

    def facts(self) -> Iterator[tuple[str, str, str]]:
        """Every function, place and value."""
        yield from self._database.execute("SELECT function, place, value FROM facts")

    def put_object(self, name: str, spelled: str, octets: bytes | None) -> None:
        """An object that was seen for the first time."""
        statement = "INSERT OR IGNORE INTO objects (name, spelled, octets) VALUES (?, ?, ?)"
        self._database.execute(statement, (name, spelled, octets))

    def objects(self) -> Iterator[tuple[str, str, bytes | None]]:
        """Every object, in the order in which they were seen."""
        yield from self._database.execute(
            "SELECT name, spelled, octets FROM objects ORDER BY number"
        )

    def put_line(self, line: str) -> None:
        """The next line of the log."""
        self._database.execute("INSERT INTO log (line) VALUES (?)", (line,))

    def lines(self) -> Iterator[str]:
        """The log."""
        for (line,) in self._database.execute("SELECT line FROM log ORDER BY number"):
            yield line

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret under a name, in the place of an older one."""
        sealed = self._vault.seal(name, secret)
        self._database.execute("INSERT OR REPLACE INTO sealed VALUES (?, ?)", (name, sealed))

    def get(self, name: str) -> bytes | None:
        """The secret of that name, if there is one.

        Raises:
            Unauthentic: the file was changed by somebody else.
        """
        found = self._database.execute("SELECT octets FROM sealed WHERE name = ?", (name,))
        row = found.fetchone()
        return None if row is None else self._vault.open(name, row[0])

    def drop(self, name: str) -> None:
        """Forget a secret."""
        self._database.execute("DELETE FROM sealed WHERE name = ?", (name,))

    def names(self, prefix: str) -> list[str]:
        """The names of secrets that begin like this, in order."""
        found = self._database.execute(
            "SELECT name FROM sealed WHERE substr(name, 1, ?) = ? ORDER BY name",
            (len(prefix), prefix),
        )
        return [name for (name,) in found]

    def post(self, request: bytes) -> None:
        """Put something into the outbox: it will be handed to the server, at least once."""
        self._database.execute(
            "INSERT INTO outbox (sealed) VALUES (?)", (self._vault.seal("outbox", request),)
        )

    def outbox(self) -> list[tuple[int, bytes]]:
        """What has to be handed to the server, in order, each with its number."""
        found = self._database.execute("SELECT number, sealed FROM outbox ORDER BY number")
        return [(number, self._vault.open("outbox", sealed)) for number, sealed in found]

    def posted(self, number: int) -> None:
        """The server confirmed that it has this."""
        self._database.execute("DELETE FROM outbox WHERE number = ?", (number,))


def _connect(path: Path) -> sqlite3.Connection:
    """The database for this process alone, with every commit on the disk before it returns."""
    database = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute(f"PRAGMA synchronous = {ON_THE_DISK}")
        database.execute("PRAGMA secure_delete = ON")
        database.execute("BEGIN EXCLUSIVE")
        database.execute("COMMIT")
    except sqlite3.DatabaseError as problem:
        database.close()
        raise _in_use(path, problem) or no_store(path, str(problem)) from None
    return database


def _write_tables(database: sqlite3.Connection, header: bytes) -> None:
    database.execute("BEGIN IMMEDIATE")
    for statement in filter(str.strip, TABLES.split(";")):
        database.execute(statement)
    database.execute("INSERT INTO vault VALUES (?)", (header,))
    database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("COMMIT")


def _header(path: Path, database: sqlite3.Connection) -> bytes:
    """What opens the vault, from a file whose tables are those of this program."""
    row = database.execute("SELECT header FROM vault").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version != VERSION:
        step = "open it with the mdref that wrote it"
        raise StoreError(path, f"a store of version {VERSION}", f"version {version}", step)
    if row is None:
        raise Malformed("store", "a vault", "none", 0)
    header: bytes = row[0]
    return header


def _in_use(path: Path, problem: sqlite3.DatabaseError) -> StoreError | None:
    """The error, if another process has the file open."""
    if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY:
        return None
    step = "try again when that has ended"
    return StoreError(path, "a store that no other process uses", str(problem), step)
