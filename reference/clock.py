"""What time it is: the system's clock, or a file that says so.

A file lets a run decide the time of every process at once: a test lets 30 days pass by writing a
number. The rules never ask a clock; whoever runs a step passes the time in.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mdaudit.spec.sorts import Time

Clock = Callable[[], Time]
"""Tells the time each time it is asked."""

ENVIRONMENT = "MDREF_CLOCK"
"""The variable that chooses the clock where nothing else does."""

NEXT_STEP = "write Unix seconds there, in decimal"


class ClockError(Exception):
    """The clock cannot be read."""


def system_clock() -> Time:
    """The time by the system's clock."""
    return Time(int(time.time()))


@dataclass(frozen=True)
class FileClock:
    """A clock that shows what a file says: Unix seconds, in decimal."""

    file: Path

    def __call__(self) -> Time:
        """The time that the file says now.

        Raises:
            ClockError: the file cannot be read, or does not hold a number of seconds.
        """
        try:
            text = self.file.read_text(encoding="ascii").strip()
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or "not a text"
            raise ClockError(f"{self.file}: expected a clock, got {reason}; {NEXT_STEP}") from None
        if not text.isdigit():
            got = repr(text[:20])
            raise ClockError(f"{self.file}: expected Unix seconds, got {got}; {NEXT_STEP}")
        return Time(int(text))


def clock_from(text: str | None) -> Clock:
    """The clock of this name: ``system``, or ``@FILE``; None takes the environment's.

    Raises:
        ClockError: there is no such clock, or its file cannot be read.
    """
    name = text or os.environ.get(ENVIRONMENT) or "system"
    if name == "system":
        return system_clock
    if not name.startswith("@"):
        raise ClockError(f"clock: expected system or @FILE, got {name!r}; name one of these")
    clock = FileClock(Path(name.removeprefix("@")))
    clock()
    return clock
