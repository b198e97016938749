"""What a signed object says: functions whose values never change.

The server may pick which object it shows, never what the object says. On values the content is an
attribute of the object; on terms it is an uninterpreted function.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar, cast

from mdaudit.spec.logic.function import Function
from mdaudit.spec.logic.missing import Missing
from mdaudit.spec.logic.symbolic import Symbolic
from mdaudit.spec.logic.table import Table
from mdaudit.spec.logic.term import Symbol, Term
from mdaudit.spec.sorts import Truth

O = TypeVar("O")  # noqa: E741 - an object
R = TypeVar("R")


class Content(Generic[O, R]):
    """One thing that an object of a sort says."""

    def __init__(self, attribute: str, sort: type[O], result: Any) -> None:
        self.attribute = attribute
        self.symbol = Symbol(attribute, (sort,), result)

    def __call__(self, signed: O) -> R:
        """What this object says."""
        if isinstance(signed, Term):
            return cast("R", Term("apply", (self.symbol, signed), self.symbol.result))
        if isinstance(signed, Missing):
            return cast("R", signed)
        return cast("R", getattr(signed, self.attribute))


class ContentSet(Generic[O, R]):
    """The elements that an object of a sort names."""

    def __init__(self, attribute: str, sort: type[O], element: Any) -> None:
        self.attribute = attribute
        self.element = element
        self.symbol = Symbol(attribute, (sort, element), bool)

    def __call__(self, signed: O, element: R) -> Truth:
        """Whether the object names the element."""
        if isinstance(signed, Term | Missing):
            return self.at(signed)(element)
        try:
            return element in getattr(signed, self.attribute)
        except TypeError:  # the element is a term, or missing
            return self.at(signed)(element)

    def at(self, signed: O) -> Function[R, Truth]:
        """The set of elements that the object names."""
        if isinstance(signed, Term):
            return Symbolic(
                (self.element,),
                default=False,
                look=lambda element: Term("apply", (self.symbol, signed, element), bool),
            )
        if isinstance(signed, Missing):
            return Table((self.element,), signed, {})
        return Table.among(self.element, getattr(signed, self.attribute))
