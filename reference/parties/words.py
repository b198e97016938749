"""Values in words: for the log and for the story."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from mdaudit.spec.sorts import NEVER, NO_KEY, Duration, Time
from mdaudit.spec.state.signed import Certificate, SignedList

DIGITS = 12
"""Hexadecimal digits of a key or digest in texts for people."""

LAST_SECOND = 253_402_300_799
"""The end of the year 9999, the last time that has a date."""


def in_words(value: Any, sort: Any) -> str:
    """A value of a sort in words; never fails, whatever number the other side sent."""
    if sort is Time:
        return date(value)
    if sort is Duration:
        return str(timedelta(seconds=value)).removesuffix(", 0:00:00")
    if isinstance(value, bytes):
        return "no key" if value == NO_KEY else f"key {value.hex()[:DIGITS]}"
    if isinstance(value, SignedList | Certificate):
        kind, prefix, digest = value.name.partition("sha256:")
        return f"{kind}{prefix}{digest[:DIGITS]}"
    return str(value)


def date(time: Time) -> str:
    """A time as a date, UTC; a number that has no date as it is."""
    if time == NEVER:
        return "never"
    if not 0 <= time <= LAST_SECOND:
        return f"second {time}"
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M UTC")
