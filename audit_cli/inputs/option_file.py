"""A file that an option names: the caller's own text, such as a policy or a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.inputs.mismatch import mistake

_COORDINATES = re.compile(r"(?P<said>.*) \(at (?P<place>.*)\)", re.DOTALL)
"""How the TOML reader says where."""


@contextmanager
def readable(option: str) -> Iterator[None]:
    """Read a file inside this block; `option` is what named it, with the name.

    Raises:
        WrongUsageError: it cannot be read.
    """
    try:
        yield
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise WrongUsageError(
            f"{option}: expected a readable file, got {reason}; next: name another file"
        ) from None


def text_of(option: str, name: str) -> str:
    """The text of a file.

    Raises:
        WrongUsageError: it cannot be read, or is not UTF-8.
    """
    with readable(option):
        octets = Path(name).read_bytes()
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        raise WrongUsageError(
            f"{option}: expected text in UTF-8, got other bytes; next: name another file"
        ) from None


def toml_table(option: str, text: str, expected: str) -> dict[str, Any]:
    """What a text in TOML says; `expected` is what it should be, in words.

    Raises:
        WrongUsageError: it is no TOML.
    """
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        got = "nesting without end"
    except ValueError as problem:
        placed = _COORDINATES.fullmatch(str(problem))
        got = mistake(placed["said"], placed["place"]) if placed else str(problem)
    raise WrongUsageError(f"{option}: expected {expected}, got {got}; next: mend the file")
