"""What an input is, by its content: an object, evidence or a stream of it, a log, a store."""

from __future__ import annotations

import re
import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO, Final

from mdaudit.audit_cli.cannot_look import CannotLookError, SeveralUnreadableError
from mdaudit.audit_cli.inputs.document import Document, evidence_document
from mdaudit.audit_cli.inputs.event_log import is_event_log, log_documents
from mdaudit.audit_cli.inputs.folder import folder_documents
from mdaudit.audit_cli.inputs.lone_object import (
    READERS,
    Given,
    kind_of,
    object_document,
    refuse_object_options,
)
from mdaudit.audit_cli.inputs.mismatch import mismatch
from mdaudit.audit_cli.inputs.octets import from_base64
from mdaudit.audit_cli.inputs.sqlite_store.database import MAGIC
from mdaudit.audit_cli.inputs.sqlite_store.documents import database_documents

LARGEST: Final = 32 * 2**20
"""Bytes in the largest document; larger evidence is a stream of them, one a line."""

LARGEST_OBJECT: Final = 2**20
"""Bytes in the largest lone object; real ones have hundreds."""

MOST_BAD_LINES: Final = 20
"""Lines of a stream that are no evidence, each of which is named; then the reading ends."""

STANDARD_INPUT: Final = "-"

_MARKS: Final = {
    BOM_UTF8: "text with a byte order mark; write UTF-8 without one",
    BOM_UTF16_LE: "text in UTF-16; write UTF-8",
    BOM_UTF16_BE: "text in UTF-16; write UTF-8",
}
"""How texts begin that some programs write in place of UTF-8."""

_BASE64_TEXT = re.compile(rb"[A-Za-z0-9+/_=\s-]+")


def documents(name: str, given: Given) -> Iterator[Document]:
    """Every document of an input, read as a stream.

    Raises:
        CannotLookError: the input, or the next document of it, cannot be audited.
        WrongUsageError: options for a lone object were given with evidence.
    """
    if not name:
        step = "name one; perhaps a variable of the shell is empty"
        raise CannotLookError("an INPUT", "the name of a file or folder, or -", "no name", step)
    shown = "standard input" if name == STANDARD_INPUT else name
    try:
        if name != STANDARD_INPUT and Path(name).is_dir():
            yield from folder_documents(name, given, documents)
            return
        with _opened(name) as stream:
            yield from _documents(shown, stream, given, _file(name))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise CannotLookError(shown, "a readable file", reason, "name another file") from None


def _file(name: str) -> Path | None:
    """The file that can be opened once more; a pipe, named or not, is read once."""
    path = Path(name)
    return path if name != STANDARD_INPUT and path.is_file() else None


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as stream:
        yield stream


def _documents(name: str, stream: BinaryIO, given: Given, path: Path | None) -> Iterator[Document]:
    data = _line(name, stream)
    if data.startswith(MAGIC):
        refuse_object_options(given)
        source = path or _whole(name, data, stream)
        yield from database_documents(name, source, given.at)
        return
    if is_event_log(data):
        refuse_object_options(given)
        yield from log_documents(name, _whole(name, data, stream))
        return
    if _is_whole_object(data):
        lines = _numbered_lines(name, stream)
        second = next(lines, None)
        if second is not None:
            refuse_object_options(given)
            yield from _stream(name, chain([(1, data), second], lines))
            return
    yield _document(name, _whole(name, data, stream), given)


def _whole(name: str, start: bytes, stream: BinaryIO) -> bytes:
    """The input from its start to its end."""
    data = start + stream.read(LARGEST + 1 - len(start))
    if len(data) > LARGEST:
        raise _too_large(name)
    return data


def _document(name: str, data: bytes, given: Given) -> Document:
    if not data.strip():
        raise CannotLookError(name, "an object or evidence", "nothing", "name another file")
    if given.kind is not None:
        return object_document(name, _bytes_of(data), given.kind, given)
    if len(data) <= LARGEST_OBJECT:
        octets = _bytes_of(data)
        kind = kind_of(octets)
        if kind is not None:
            return object_document(name, octets, kind, given)
    if data.lstrip()[:1] in {b"{", b"["}:
        refuse_object_options(given)
        return evidence_document(name, data)
    raise CannotLookError(
        name,
        f"evidence, a log, a client's store, or one of {', '.join(READERS)}, raw or in base64",
        _what_it_is(data),
        "`mdaudit check --kind` judges a broken object as what it should be",
    )


def _what_it_is(data: bytes) -> str:
    """Words for bytes that are nothing known; a common mistake is named."""
    for mark, words in _MARKS.items():
        if data.startswith(mark):
            return words
    if not _BASE64_TEXT.fullmatch(data):
        return f"{len(data)} bytes that are none of them"
    try:
        octets = from_base64(b"".join(data.split()).decode("ascii"))
    except ValueError as problem:
        return mismatch(problem).got
    return f"base64 of {len(octets)} bytes that are none of them"


def _bytes_of(data: bytes) -> bytes:
    """The bytes of a lone object, which may be written in base64."""
    if kind_of(data) is not None or not _BASE64_TEXT.fullmatch(data):
        return data
    try:
        return from_base64(b"".join(data.split()).decode("ascii"))
    except ValueError:
        return data


def _stream(name: str, lines: Iterator[tuple[int, bytes]]) -> Iterator[Document]:
    """The documents of a stream; a line that is none does not keep the others from being audited.

    Who sends ever more of them has no evidence to send, and is not listened to any longer.
    """
    problems: list[CannotLookError] = []
    while len(problems) <= MOST_BAD_LINES:
        try:
            number, line = next(lines)
            yield evidence_document(f"{name}, line {number}", line)
        except CannotLookError as problem:
            problems.append(problem)
        except StopIteration:
            break
    else:
        wanted = f"at most {MOST_BAD_LINES} lines that are no evidence"
        problems[-1] = CannotLookError(problems[-1].where, wanted, "more", "send evidence")
    if problems:
        raise SeveralUnreadableError(problems)


def _numbered_lines(name: str, stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines from the second on that are not blank."""
    for number in count(2):
        line = _line(name, stream)
        if not line:
            return
        if line.strip():
            yield number, line


def _line(name: str, stream: BinaryIO) -> bytes:
    line = stream.readline(LARGEST + 1)
    if len(line) > LARGEST:
        raise _too_large(name)
    return line


def _is_whole_object(line: bytes) -> bool:
    return line.startswith(b"{") and line.rstrip().endswith(b"}") and line.endswith(b"\n")


def _too_large(name: str) -> CannotLookError:
    return CannotLookError(
        name,
        f"documents of at most {LARGEST // 2**20} MB",
        "a larger one",
        "write one evidence object a line",
    )
