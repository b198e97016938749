"""Where a report goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from mdaudit.audit_cli.cannot_look import WrongUsageError


@contextmanager
def destination(name: str | None, option: str = "--output") -> Iterator[TextIO]:
    """A stream to write the report to; a file replaces an older one only when it is complete.

    What is no plain file, such as a device or a pipe, is written to and stays what it is. `option`
    is what named it, for the error.

    Raises:
        WrongUsageError: the file cannot be written.
    """
    if name is None:
        yield sys.stdout
        return
    target = Path(os.path.realpath(name))
    writing = _into if target.exists() and not target.is_file() else _in_place_of
    try:
        with writing(target) as stream:
            yield stream
    except OSError as problem:
        raise WrongUsageError(
            f"{option} {name or repr(name)}: expected a file that can be written, "
            f"got {problem.strerror}; next: name another file"
        ) from None


def refuse_input(option: str, name: str | None, inputs: Iterable[str]) -> None:
    """Refuse to write over what is read.

    Raises:
        WrongUsageError: the file that an option names is one of the inputs.
    """
    if name is None or not Path(name).is_file():
        return
    for given in inputs:
        if Path(given).is_file() and Path(given).samefile(name):
            raise WrongUsageError(
                f"{option} {name}: expected a file that is not read, got the input {given}; "
                "next: name another file"
            )


@contextmanager
def _into(target: Path) -> Iterator[TextIO]:
    with target.open("w", encoding="utf-8") as stream:
        yield stream


@contextmanager
def _in_place_of(target: Path) -> Iterator[TextIO]:
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with unfinished.open("x", encoding="utf-8") as stream:
            yield stream
        unfinished.replace(target)
    finally:
        with suppress(OSError):
            unfinished.unlink()
