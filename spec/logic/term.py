"""Terms: values that are not known yet, for the provers.

A term is a small tree. Every operator on a term builds a larger term. Using a term where Python
needs a decision (``if``, ``and``, ``or``, ``not``, ``in``, a chained comparison) raises, so that a
specification that decides too early can never be proved by accident.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn


class NotAValueError(TypeError):
    """A formula was used where Python needs a value; a mistake of the caller."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} has no truth value here: write both, either, negate, implies or choose "
            "instead of and, or, not, if, in or a chained comparison"
        )


@dataclass(frozen=True)
class Symbol:
    """An uninterpreted function: its name, the sorts of its arguments, the sort of its result."""

    name: str
    sorts: tuple[Any, ...]
    result: Any


class Term:
    """A symbolic value: an operator on arguments, of a sort.

    The operators are ``variable`` (a name), ``element`` (the n-th of a finite sort), ``apply`` (a
    symbol and its arguments), ``=``, ``>``, ``>=``, ``+``, ``-``, ``and``, ``or``, ``not``,
    ``choose`` and ``forall`` (bound variables and a body).
    """

    __slots__ = ("arguments", "operator", "sort")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, operator: str, arguments: tuple[Any, ...], sort: Any) -> None:
        self.operator = operator
        self.arguments = arguments
        self.sort = sort

    def __bool__(self) -> NoReturn:
        raise NotAValueError("a formula")

    def __iter__(self) -> NoReturn:
        raise NotAValueError("a formula")

    def __contains__(self, _: object) -> NoReturn:
        raise NotAValueError("a formula")

    def __eq__(self, other: object) -> Any:
        if other is self:
            return True
        if isinstance(other, Term) and self.operator == other.operator == "element":
            return self.arguments == other.arguments
        return Term("=", (self, other), bool)

    def __ne__(self, other: object) -> Any:
        equal = self == other
        return Term("not", (equal,), bool) if isinstance(equal, Term) else not equal

    def __ge__(self, other: Any) -> Any:
        return Term(">=", (self, other), bool)

    def __gt__(self, other: Any) -> Any:
        return Term(">", (self, other), bool)

    def __le__(self, other: Any) -> Any:
        return Term(">=", (other, self), bool)

    def __lt__(self, other: Any) -> Any:
        return Term(">", (other, self), bool)

    def __add__(self, other: Any) -> Any:
        return Term("+", (self, other), self.sort)

    def __radd__(self, other: Any) -> Any:
        return Term("+", (other, self), self.sort)

    def __sub__(self, other: Any) -> Any:
        return Term("-", (self, other), self.sort)

    def __rsub__(self, other: Any) -> Any:
        return Term("-", (other, self), self.sort)

    def __repr__(self) -> str:
        return f"{self.operator}{self.arguments}"
