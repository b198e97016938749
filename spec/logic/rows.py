"""The rows of a table: a mapping that is never changed, of which a changed copy costs little.

Rows are the ways through a tree, a turn for each argument, and their values are at its ends. A
changed tree shares with the one before all but the way to the change. So a step costs the same
whether the tables are about ten accounts or ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mdaudit.spec.logic.function import EVERY
from mdaudit.spec.logic.levels import NOTHING, Level, changed_turns, layered, turned

Row = tuple[Any, ...]


class Rows(Mapping[Row, Any]):
    """Rows of so many arguments, each with a value."""

    __slots__ = ("depth", "tree")

    def __init__(self, depth: int, tree: Level = NOTHING) -> None:
        self.depth = depth
        self.tree = tree

    @staticmethod
    def of(rows: Mapping[Row, Any], depth: int) -> Rows:
        """The same rows, as a tree."""
        tree: Level = NOTHING
        for row, value in rows.items():
            tree = _put(tree, row, value)
        return Rows(depth, tree)

    def get(self, row: Row, default: Any = None) -> Any:
        """The value at the row; at the beginning of a row, what comes after it.

        Raises:
            TypeError: an argument is no value: `EVERY`, a term, or missing.
        """
        level = self.tree
        for turn in row:
            level = level.get(turn, NOTHING)
        return default if level is NOTHING else level

    def but(self, row: Row, value: Any) -> Rows:
        """The rows with this one, or with this value at it."""
        return Rows(self.depth, _put(self.tree, row, value))

    def without(self, row: Row) -> Rows:
        """The rows without this one; `EVERY` is every argument."""
        left = _cut(self.tree, row)
        return self if left is self.tree else Rows(self.depth, left)

    def behind(self, first: Row) -> Rows:
        """The remaining arguments of the rows that begin like this."""
        return Rows(self.depth - len(first), self.get(first, NOTHING))

    def only(self, first: Row) -> Rows:
        """The rows that begin like this."""
        after = self.get(first, NOTHING)
        return Rows(self.depth, NOTHING if after is NOTHING else _put(NOTHING, first, after))

    def but_many(self, first: Row, values: Level) -> Rows:
        """The rows with these values at the last argument behind the first ones, if asked for."""
        upon = layered(self.get(first, NOTHING), values)
        return Rows(self.depth, _put(self.tree, first, upon) if first else upon)

    def differing(self, other: Rows) -> Iterator[Row]:
        """The rows whose values are different objects here and there."""
        yield from _parting(self.tree, other.tree, self.depth)

    def pairs(self) -> Iterator[tuple[Row, Any]]:
        """Every row with its value."""
        return _ends(self.tree, self.depth)

    def __getitem__(self, row: Row) -> Any:
        value = self.get(row, NOTHING)
        if value is NOTHING:
            raise KeyError(row)
        return value

    def __iter__(self) -> Iterator[Row]:
        return (row for row, _ in self.pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _put(level: Level, way: Row, value: Any) -> Level:
    turn, rest = way[0], way[1:]
    return turned(level, turn, _put(level.get(turn, NOTHING), rest, value) if rest else value)


def _cut(level: Level, way: Row) -> Level:
    turn, rest = way[0], way[1:]
    if turn is EVERY:
        if all(later is EVERY for later in rest):
            return NOTHING
        return {each: _cut(after, rest) for each, after in level.items()}
    after = level.get(turn, NOTHING)
    left = _cut(after, rest) if rest else NOTHING
    return level if left is after else turned(level, turn, left)


def _ends(level: Level, depth: int) -> Iterator[tuple[Row, Any]]:
    for turn, after in level.items():
        if depth == 1:
            yield (turn,), after
        else:
            yield from (((turn, *way), value) for way, value in _ends(after, depth - 1))


def _parting(one: Level, other: Level, depth: int) -> Iterator[Row]:
    for turn in changed_turns(one, other):
        left, right = one.get(turn, NOTHING), other.get(turn, NOTHING)
        if left is not right:
            ways = _parting(left, right, depth - 1) if depth > 1 else ((),)
            yield from ((turn, *way) for way in ways)
