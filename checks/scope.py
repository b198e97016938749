"""A finite scope: the few things that a readable run needs, for asking definite questions.

Within a scope every question has a definite answer, and an answer "possible" is a run. Known things
are the ones that a scene mentions; unknown objects are added whose contents the solver may choose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, cast

from mdaudit.spec.logic import Term
from mdaudit.spec.registry import Run
from mdaudit.spec.sorts import (
    NUMBERS,
    Account,
    Client,
    Duration,
    Group,
    IdentityKey,
    Index,
    Message,
    Position,
    RawId,
    SenderKey,
    Time,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import CONTENTS, NAMED, Certificate, SignedList
from mdaudit.spec.state.system import functions

HORIZON: Final = 60
"""The last day of a run."""

ADDED: Final[dict[Any, tuple[Any, ...]]] = {
    Account: (),
    Client: (),
    Group: (),
    SenderKey: (),
    Message: (Message("a message"),),
    IdentityKey: (IdentityKey(b"mallory"),),
    RawId: (RawId(1), RawId(2)),
}
"""Things that any run may use although its scene does not mention them."""

UNKNOWN_OBJECTS: Final[dict[Any, int]] = {SignedList: 2, Certificate: 1}
"""How many objects of unknown content are added."""

SORTS: Final = tuple(
    dict.fromkeys(
        sort
        for symbol, _ in functions(State).values()
        for sort in (*symbol.sorts, symbol.result)
        if sort is not bool and sort not in NUMBERS
    )
)
"""Everything that is an element of a finite set in a scope."""

INDEXES: Final = tuple(Index(n) for n in range(3))
"""The key indexes of a scope."""


@dataclass(frozen=True)
class Scope:
    """The elements of every sort, in a fixed order; the order is their code for the solver."""

    known: dict[Any, tuple[Any, ...]]

    def elements(self, sort: Any) -> list[Any]:
        """All elements: the known ones, then terms for objects of unknown content."""
        known = self.known[sort]
        extra = range(len(known), len(known) + UNKNOWN_OBJECTS.get(sort, 0))
        return [*known, *(Term("element", (number,), sort) for number in extra)]

    def size(self, sort: Any) -> int:
        """How many elements there are."""
        return len(self.known[sort]) + UNKNOWN_OBJECTS.get(sort, 0)

    def code(self, value: Any, sort: Any) -> int:
        """The number that stands for a known element."""
        return self.known[sort].index(value)

    def codes(self, sort: Any) -> range:
        """The codes of all elements, or the indexes of the scope."""
        return range(len(INDEXES) if sort in (Index, Position) else self.size(sort))

    def range_of(self, sort: Any) -> range:
        """The values or codes that a parameter of the sort may have."""
        return range(HORIZON + 1) if sort in (Time, Duration) else self.codes(sort)


def scope_of(scene: Run) -> Scope:
    """The scope of a scene: what its moves mention, and a little more."""
    mentioned: dict[Any, list[Any]] = {sort: _named(sort) for sort in _sorts()}
    for move in scene.moves:
        for name, sort in move.step.parameters.items():
            if sort in mentioned:
                mentioned[sort].append(move.bound[name])
    for content in CONTENTS:
        sort, result = content.symbol.sorts[0], content.symbol.result
        if result in mentioned:
            mentioned[result] += map(cast("Any", content), mentioned[sort])
    return Scope(
        {sort: _distinct([*values, *ADDED.get(sort, ())]) for sort, values in mentioned.items()}
    )


def _sorts() -> list[Any]:
    """Every sort of the state and of contents that is neither a truth nor a number."""
    symbols = [symbol for symbol, _ in functions(State).values()]
    symbols += [content.symbol for content in CONTENTS]
    sorts = dict.fromkeys(sort for symbol in symbols for sort in (*symbol.sorts, symbol.result))
    return [sort for sort in sorts if sort is not bool and sort not in NUMBERS]


def _named(sort: Any) -> list[Any]:
    if sort in (Account, Client, Group):
        return [sort("")]
    return [NAMED[sort]] if sort in NAMED else []


def _distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))
