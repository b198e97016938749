"""Levels of a tree: maps that are never changed, of which a changed copy costs little.

A map with few turns is copied as a whole. Changes of a wide one are layered upon it, and made one
with it when there are many: each change costs about the square root of what a copy would.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isqrt
from typing import Any, Final

Level = Mapping[Any, Any]
"""Where each turn leads."""

NOTHING: Final[Level] = {}
"""Where a turn leads that is not there."""

WIDE: Final = 64
"""Turns of a level that is copied as a whole."""


class Layers(Level):
    """A level upon which changes are layered."""

    __slots__ = ("above", "below", "most")

    def __init__(self, below: Level, above: Level, most: int = WIDE) -> None:
        self.below = below
        self.above = above
        """What leads elsewhere than below; to `NOTHING` where a turn is gone."""
        self.most = most
        """Turns above, before both layers are made one."""

    def get(self, turn: Any, default: Any = NOTHING) -> Any:
        """Where the turn leads."""
        return self.above[turn] if turn in self.above else self.below.get(turn, default)

    def __getitem__(self, turn: Any) -> Any:
        to = self.get(turn)
        if to is NOTHING:
            raise KeyError(turn)
        return to

    def __iter__(self) -> Iterator[Any]:
        new = (turn for turn in self.above if turn not in self.below)
        for turns in (self.below, new):
            yield from (turn for turn in turns if self.get(turn) is not NOTHING)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def turned(level: Level, turn: Any, to: Any) -> Level:
    """The level in which the turn leads elsewhere."""
    if isinstance(level, Layers):
        changed = Layers(level.below, {**level.above, turn: to}, level.most)
        return changed if len(changed.above) <= changed.most else _made_one(changed)
    if len(level) > WIDE:
        return Layers(level, {turn: to}, isqrt(len(level)))
    copied = {**level, turn: to}
    if to is NOTHING:
        del copied[turn]
    return copied or NOTHING


def _made_one(level: Level) -> dict[Any, Any]:
    """The same turns in a map of one layer."""
    if not isinstance(level, Layers):
        return dict(level)
    one = _made_one(level.below)
    one.update(level.above)
    for turn in [turn for turn, to in level.above.items() if to is NOTHING]:
        del one[turn]
    return one


def layered(level: Level, values: Level) -> Level:
    """The level with other values at many turns.

    Many are not copied, and they may be computed when somebody asks for them.
    """
    if isinstance(level, dict) and isinstance(values, dict) and len(level) + len(values) <= WIDE:
        return level | values
    return Layers(Layers(level, values), NOTHING)


def changed_turns(one: Level, other: Level) -> Iterator[Any]:
    """The turns that may lead elsewhere: all, unless both are layered upon the same level."""
    below, above = _layers(one)
    same, higher = _layers(other)
    turns = (*above, *higher) if below is same else (*one, *other)
    yield from dict.fromkeys(turns)


def _layers(level: Level) -> tuple[Level, Level]:
    return (level.below, level.above) if isinstance(level, Layers) else (level, NOTHING)
