"""A log file, line by line: ``mdref-log/1``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from mdaudit.reference.parties.log import FORMAT, Event

OUTCOMES = frozenset({"done", "refused", "not possible", "noted"})
"""How an event can end."""

SHOWN = 60
"""Characters of a bad line that an error shows."""


class NotALogError(ValueError):
    """A line is not what a client writes."""

    def __init__(self, number: int, expected: str, got: str) -> None:
        self.number = number
        super().__init__(f"line {number}: expected {expected}, got {got}")


def events(lines: Iterable[bytes]) -> Iterator[tuple[int, Event]]:
    """The events of a log with their line numbers; the first line names the format.

    Raises:
        NotALogError: a line is not what a client writes.
    """
    numbered = enumerate(lines, 1)
    number, first = next(numbered, (1, b""))
    if _json(number, first) != {"format": FORMAT}:
        raise NotALogError(number, f'{{"format": "{FORMAT}"}}', _short(first))
    for number, line in numbered:
        if line.strip():
            yield number, _event(number, _json(number, line))


def _event(number: int, read: Any) -> Event:
    shape = {"at": int, "objects": dict, "facts": list, "outcome": str}
    if not isinstance(read, dict) or not all(
        type(read.get(name)) is kind for name, kind in shape.items()
    ):
        raise NotALogError(number, f"an event with {', '.join(shape)}", _short(read))
    if read["outcome"] not in OUTCOMES:
        raise NotALogError(number, " or ".join(sorted(OUTCOMES)), read["outcome"])
    return read


def _json(number: int, line: bytes) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as problem:
        got = f"{problem.msg.removesuffix(' at')} (column {problem.colno})"
        raise NotALogError(number, "JSON", got) from None
    except (ValueError, RecursionError) as problem:
        raise NotALogError(number, "JSON", str(problem)) from None


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
