"""The database file: opened read-only and read row by row.

The client that owns it may be running. So the file is opened as one that nobody changes
(``immutable``): SQLite then takes no lock, creates no file next to it and neither replays nor
deletes a journal. The price is that what the client has committed but not yet moved from its
write-ahead log (``-wal``) into the file is not seen; `unread` says so where such a log exists.

A hostile file cannot make the reader run: only real tables are read, so no view or virtual table
is asked for anything, and values are bounded.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs.mismatch import mismatch

MAGIC: Final = b"SQLite format 3\0"
"""What every SQLite file begins with."""

LARGEST: Final = 32 * 2**20
"""Bytes in the largest value."""

MOST_ROWS: Final = 1_000_000
"""Rows of a table that are read."""

_VERSIONS = slice(18, 20)
"""Where the header says whether a write-ahead log belongs to the file."""

_NO_LOG: Final = b"\1\1"


class Database:
    """An open database."""

    def __init__(self, name: str, connection: sqlite3.Connection) -> None:
        self.name = name
        """What the caller calls it."""
        self._connection = connection
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
        found = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        )
        self.tables = frozenset(name for (name,) in found)
        """The real tables: no view, and no virtual table."""

    def rows(
        self, table: str, columns: tuple[str, ...], where: str = "", value: object = None
    ) -> Iterator[tuple[Any, ...]]:
        """The row number and the columns of each row; with `where`, of rows with that value.

        Table and column names are this program's own. A table that is not there has no rows.

        Raises:
            CannotLookError: there are too many.
            sqlite3.Error: the database is damaged, or a column is missing.
        """
        if table not in self.tables:
            return
        chosen = f"SELECT rowid, {', '.join(columns)} FROM {table}"  # noqa: S608 - our own names
        condition = f" WHERE {where} = ?" if where else ""
        values = (value,) if where else ()
        for number, row in enumerate(self._connection.execute(chosen + condition, values)):
            if number >= MOST_ROWS:
                most = f"at most {MOST_ROWS} rows in {table}"
                raise CannotLookError(self.name, most, "more", "name another file")
            yield row


@contextmanager
def opened(name: str, path: Path) -> Iterator[Database]:
    """A database file, as long as it is read.

    Raises:
        CannotLookError: it is damaged, or not what it claims to be.
    """
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    with _sound(name), closing(sqlite3.connect(address, uri=True)) as connection:
        yield Database(name, connection)


@contextmanager
def opened_in_memory(name: str, content: bytes) -> Iterator[Database]:
    """A database that came as bytes, as from standard input.

    Raises:
        CannotLookError: it is damaged, or not what it claims to be.
    """
    octets = bytearray(content)
    octets[_VERSIONS] = _NO_LOG
    with _sound(name), closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(bytes(octets))
        yield Database(name, connection)


@contextmanager
def _sound(name: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, ValueError, OverflowError) as problem:
        found = mismatch(problem)
        expected = found.expected or "a sound client database"
        raise CannotLookError(
            found.within(name), expected, found.got, "name an undamaged copy"
        ) from None


def unread(path: Path) -> tuple[str, ...]:
    """What stands next to the file and was not taken into account."""
    return tuple(
        f"The client had not finished writing: what is in the database's {suffix} file was not "
        "read. Close the client and look again."
        for suffix in ("-wal", "-journal")
        for beside in (path.with_name(path.name + suffix),)
        if beside.is_file() and beside.stat().st_size
    )
