"""The documents of a database: one for each device whose store is in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from hashlib import file_digest, sha256
from pathlib import Path

from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.sqlite_store.database import (
    Database,
    opened,
    opened_in_memory,
    unread,
)
from mdaudit.audit_cli.inputs.sqlite_store.reading import stores
from mdaudit.audit_cli.inputs.store_evidence import store_document


def database_documents(name: str, source: Path | bytes, clock: int) -> Iterator[Document]:
    """The document about each store in a file, or in bytes that came from elsewhere.

    `clock` is when it is looked at, Unix seconds.

    Raises:
        CannotLookError: the database is damaged, or not a client's.
        OSError: the file cannot be read.
    """
    digest = _digest(source)
    beside = unread(source) if isinstance(source, Path) else ()
    with _database(name, source) as database:
        for number, store in enumerate(stores(database, beside), start=1):
            shown = name if number == 1 else f"{name}, device {number}"
            yield store_document(shown, digest, store, clock)


def _digest(source: Path | bytes) -> str:
    if isinstance(source, bytes):
        return sha256(source).hexdigest()
    with source.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _database(name: str, source: Path | bytes) -> AbstractContextManager[Database]:
    if isinstance(source, bytes):
        return opened_in_memory(name, source)
    return opened(name, source)
