"""Arguments that are not chosen yet: missing values that remember what they were compared with.

The text of a step is run before its arguments are known. What it compares an argument with, and the
rows of a function that it looks the argument up in, are good values to try.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, Final, NoReturn, TypeVar

from mdaudit.checks.walk.pools import KEPT
from mdaudit.spec.logic import Function, Missing, NotAValueError, Table
from mdaudit.spec.logic.missing import missing_in
from mdaudit.spec.state.system import System, functions

S = TypeVar("S", bound=System)


class StillUnchosenError(NotAValueError):
    """The text needs the value itself of an argument that is not chosen yet."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the argument {name}, which is not chosen yet,")


class Unchosen(Missing):
    """An argument, or something that a new object says, which is not chosen yet."""

    __slots__ = ("heard",)
    __hash__ = None

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.heard: list[Any] = []
        """Values that it was compared with."""

    @property
    def name(self) -> str:
        """Which argument it is."""
        return self.what[0]

    def __iter__(self) -> NoReturn:
        raise StillUnchosenError(self.name)

    def __bool__(self) -> NoReturn:
        raise StillUnchosenError(self.name)

    def __eq__(self, other: object) -> Any:
        return self.hear(other, other)

    def __ge__(self, other: Any) -> Any:
        return self.hear(other, other)

    def __gt__(self, other: Any) -> Any:
        return self.hear(other, other + 1)

    def __le__(self, other: Any) -> Any:
        return self.hear(other, other)

    def __lt__(self, other: Any) -> Any:
        return self.hear(other, other - 1)

    def hear(self, other: object, value: object) -> Missing:
        """A comparison: a value that makes it true is remembered, unless it is unknown itself."""
        if isinstance(other, Missing):
            return Missing(*self.what, *other.what)
        if not isinstance(value, Draft):
            self.heard.append(value)
        return Missing(*self.what)


class Consulted(Table[*tuple[Any, ...], Any]):
    """A function that tells unchosen arguments which of its rows fit the chosen ones.

    Where none fits, it has its default whatever is chosen.
    """

    def __call__(self, *arguments: Any) -> Any:
        """The value, its default, or missing; unchosen arguments hear of the fitting rows."""
        lacking = missing_in(arguments)
        if lacking is None:
            return self.rows.get(arguments, self.default)
        chosen = [(n, a) for n, a in enumerate(arguments) if not isinstance(a, Missing)]
        fitting = [row for row in self.rows if all(row[n] == a for n, a in chosen)]
        for n, argument in enumerate(arguments):
            if isinstance(argument, Unchosen):
                argument.heard += [row[n] for row in fitting]
        return lacking if fitting else self.default


def consulted(state: S) -> S:
    """The same state, whose functions talk to unchosen arguments."""
    tables: dict[str, Any] = {name: getattr(state, name) for name in functions(type(state))}
    told: dict[str, Any] = {name: _consulted(table) for name, table in tables.items()}
    return replace(state, **told)


@lru_cache(maxsize=KEPT)
def _consulted(table: Any) -> Function[*tuple[Any, ...], Any]:
    return Consulted(table.sorts, table.default, table.rows)


class Draft:
    """A signed object that is new, and differs from all others, but does not say everything yet."""


@cache
def draft_of(sort: Any) -> Any:
    """The drafts of a sort of objects; each is equal to itself alone."""
    alone: Final = {"__eq__": object.__eq__, "__hash__": object.__hash__}
    return type(f"Draft of {sort.__name__}", (Draft, sort), alone)


def drafted(sort: Any, **says: Any) -> Any:
    """A draft that says this; what it does not say yet is unchosen."""
    draft = object.__new__(draft_of(sort))
    vars(draft).update(says)
    return draft
