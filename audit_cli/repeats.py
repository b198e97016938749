"""What happens again and again, and is told once: the same hint comes with every message.

Only hints are folded, and only while the client holds the same list: what was held when something
came is part of what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.seen import Held, Told, is_dated

RulesAt = Callable[[str], tuple[tuple[str, ...], ...]]
"""The rules about which something was found at a pointer."""


@dataclass(frozen=True)
class Repeats:
    """How often something happened in the same way."""

    times: int = 1
    """All times together."""
    until: int | None = None
    """The last time, Unix seconds; None where the evidence does not date it."""
    is_again: bool = False
    """It is not the first time."""


ONCE: Final = Repeats()


def repeats_of(told: Sequence[Told], rules_at: RulesAt) -> list[Repeats]:
    """For each of what happened, in time order, how often it did."""
    groups: list[list[int]] = []
    latest: dict[object, list[int]] = {}
    before: Held = None
    for place, (happened, held) in enumerate(told):
        if held != before:
            latest.clear()
        before = held
        if happened.kind is EventKind.HINT:
            same = (happened.words, happened.outcome, happened.index, rules_at(happened.pointer))
            if same not in latest:
                latest[same] = []
                groups.append(latest[same])
            latest[same].append(place)
    found = [ONCE] * len(told)
    for group in groups:
        last, _ = told[group[-1]]
        until = last.at if is_dated(last) else None
        for place in group:
            found[place] = Repeats(len(group), until, is_again=place != group[0])
    return found
