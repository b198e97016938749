"""The time that a process goes by: the system's, or the content of a file that a test writes.

With a file, several processes live through weeks in seconds. What is read is the number of seconds
since 1970-01-01 UTC in decimal.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from mdaudit.spec.sorts import Time

Clock = Callable[[], Time]
"""Tells the time, in Unix seconds."""

VARIABLE = "MDREF_CLOCK"
"""The environment variable that names a clock."""


class ClockError(ValueError):
    """A text names no clock, or its file holds no time."""


def system_clock() -> Time:
    """The time of this machine."""
    return Time(int(time.time()))


def clock_from(text: str | None) -> Clock:
    """The clock of a text: ``system``, the same as none, or ``@FILE``.

    Raises:
        ClockError: it is neither.
    """
    if text in (None, "", "system"):
        return system_clock
    if not text.startswith("@"):
        raise ClockError(f"expected 'system' or '@FILE', got {text!r}")
    file = Path(text[1:])
    return lambda: _written(file)


def _written(file: Path) -> Time:
    """The time in the file."""
    try:
        return Time(int(file.read_text(encoding="ascii")))
    except (OSError, ValueError) as problem:
        raise ClockError(f"{file}: expected a number of seconds: {problem}") from None
