"""The database: SQLite with nothing to install, or PostgreSQL by its URL.

Transactions do not see each other on either: SQLite has one writer at a time, and PostgreSQL runs
them as if one after the other and asks for some to be repeated. So the other files read what is
there and then write, without a thought for who does the same at that moment.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from mdaudit.reference.server.tables import METADATA

T = TypeVar("T")

REPEAT = frozenset({"40001", "40P01", "23505"})
"""What PostgreSQL says of a transaction to be repeated: it was not in line with another, or each
waited for the other, or the row that it wanted to make was made in the meantime."""

MOST_REPEATS = 100
"""So often a transaction is repeated before it counts as failed."""

PAUSE = 0.002
"""Seconds before the first repetition; each one waits that much longer."""

LOCK_SECONDS = 30
"""For so long a transaction waits for the one writer of SQLite."""

ON_THE_DISK = "FULL"
"""What SQLite waits for (``PRAGMA synchronous``): a commit is on the disk when it returns."""


class DatabaseError(Exception):
    """The database cannot be opened."""


class Database:
    """The tables, and transactions over them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        METADATA.create_all(engine)

    @staticmethod
    def open(name: str) -> Database:
        """Open a database by its URL, or an SQLite file by its path; make what is not there.

        Raises:
            DatabaseError: there is no such database, or no way to it.
        """
        try:
            return Database(_engine(_url(name)))
        except (ArgumentError, ImportError, TypeError) as problem:
            raise DatabaseError(f"--db: expected a path or a URL, got {name!r}") from problem
        except SQLAlchemyError as problem:
            got = str(getattr(problem, "orig", problem)).partition("\n")[0]
            expected = "--db: expected a database of this server, or room for a new one"
            raise DatabaseError(f"{expected}, got {got}; name another") from problem

    def transact(self, work: Callable[[Connection], T]) -> T:
        """Do the work in a transaction: all of it happens, or nothing.

        The work may be done several times, of which the last one counts.
        """
        for repeats in range(1, MOST_REPEATS + 1):
            try:
                with self._engine.begin() as connection:
                    return work(connection)
            except DBAPIError as problem:
                if not _is_to_be_repeated(problem) or repeats == MOST_REPEATS:
                    raise
            time.sleep(PAUSE * repeats)
        raise AssertionError("the last repetition returns or raises")

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _url(name: str) -> URL:
    url = make_url(name) if "://" in name else URL.create("sqlite", database=name)
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _engine(url: URL) -> Engine:
    """The engine. Its errors never show values: those would be identifiers in a log."""
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url, isolation_level="SERIALIZABLE", hide_parameters=True, max_overflow=35
        )
    engine = create_engine(
        url, connect_args={"timeout": LOCK_SECONDS}, hide_parameters=True, max_overflow=35
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_writing)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins no transaction by itself
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={ON_THE_DISK}")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_writing(connection: Connection) -> None:
    """Begin as the writer: a reader that becomes one later could not wait for its turn."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _is_to_be_repeated(problem: DBAPIError) -> bool:
    return getattr(problem.orig, "sqlstate", None) in REPEAT
