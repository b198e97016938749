"""Functions: the components of a state, sets and maps.

A function is total: away from its finitely many *rows* it has its default value. How it is kept
differs per reading (`Table` for values, `Symbolic` for terms), how it is used does not.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar, TypeVarTuple, cast, overload

from mdaudit.spec.logic.connectives import negate
from mdaudit.spec.sorts import Truth

A = TypeVarTuple("A")
R = TypeVar("R")

B = TypeVarTuple("B")
X = TypeVar("X")
Y = TypeVar("Y")
Z = TypeVar("Z")


class _Everything:
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "EVERY"


EVERY: Final[Any] = _Everything()
"""In an update: at every value of this argument. Such an update may only reset to the default."""


class Function(ABC, Generic[*A, R]):
    """A total function from the sorts of its arguments to a result."""

    sorts: tuple[Any, ...]
    """The sorts of the arguments."""

    default: Any
    """The value away from all rows."""

    @abstractmethod
    def __call__(self, *arguments: *A) -> R:
        """The value at these arguments."""

    @abstractmethod
    def but(self, *at: Any, becomes: Any) -> Function[*A, R]:
        """The same function except at one place; `EVERY` stands for all values of an argument."""

    @abstractmethod
    def but_each(
        self, *at: Any, rows: Function[*tuple[Any, ...], Any], becomes: Any
    ) -> Function[*A, R]:
        """The same function except at the rows of a relation, behind the fixed first arguments.

        `becomes` is a value, or a function of the row.
        """

    @overload
    def at(self: Function[X, *B, R], first: X, /) -> Function[*B, R]: ...

    @overload
    def at(self: Function[X, Y, *B, R], first: X, second: Y, /) -> Function[*B, R]: ...

    @overload
    def at(self: Function[X, Y, Z, *B, R], first: X, second: Y, third: Z, /) -> Function[*B, R]: ...

    @abstractmethod
    def at(self, *first: Any) -> Function[*tuple[Any, ...], R]:
        """The function of the remaining arguments once the first ones are fixed."""

    @abstractmethod
    def where(self, test: Callable[..., Truth]) -> Function[*A, Truth]:
        """The set of those rows that pass the test."""

    @abstractmethod
    def every(self, body: Callable[..., Truth]) -> Truth:
        """The body is true of every row."""

    @abstractmethod
    def every_built(
        self, sorts: tuple[Any, ...], shape: Callable[..., Any], body: Callable[..., Truth]
    ) -> Truth:
        """The body is true of the parts, of these sorts, of every row that the shape builds."""

    def holds_row(self, row: tuple[Any, ...]) -> Truth:
        """Whether this place is a row: an element of the set, or a non-default place of the map."""
        value: Any = cast("Any", self)(*row)
        return value if self.default is False else negate(value == self.default)


def every(among: Function[*A, Any], body: Callable[[*A], Truth]) -> Truth:
    """The body is true of every row of the function.

    A row of a set is an element; a row of a map is a place where it differs from its default.
    """
    return among.every(body)


def row_value(becomes: Any, row: tuple[Any, ...]) -> Any:
    """The new value at a row: computed from the row if it is a function, else the same for all."""
    return becomes(*row) if callable(becomes) else becomes
