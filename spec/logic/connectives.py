"""Connectives, in all three readings.

On values they are Python's; on terms they build terms, and constants fold away; on missing values
they are Kleene's: false and missing is false, true and missing is missing.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from mdaudit.spec.logic.missing import Missing, missing_in
from mdaudit.spec.logic.term import NotAValueError, Term
from mdaudit.spec.sorts import Duration, Time, Truth

R = TypeVar("R")


def both(*parts: Truth) -> Truth:
    """Every part is true."""
    return _joined("and", parts, neutral=True)


def either(*parts: Truth) -> Truth:
    """At least one part is true."""
    return _joined("or", parts, neutral=False)


def _joined(operator: str, parts: tuple[Any, ...], *, neutral: bool) -> Truth:
    undecided = []
    for part in parts:
        if part is (not neutral):
            return not neutral
        if part is not neutral:
            undecided.append(part)
    if not undecided:
        return neutral
    if len(undecided) == 1:
        return cast("Truth", undecided[0])
    lacking = missing_in(undecided)
    return cast("Truth", Term(operator, (*undecided,), bool) if lacking is None else lacking)


def negate(part: Truth) -> Truth:
    """The part is false."""
    if isinstance(part, bool):
        return not part
    if isinstance(part, Missing):
        return part
    return cast("Truth", Term("not", (part,), bool))


def implies(premise: Truth, conclusion: Truth) -> Truth:
    """The conclusion is true, or the premise is not."""
    return either(negate(premise), conclusion)


def choose(test: Truth, then: R, otherwise: R) -> R:
    """The first value if the test is true, the second if not."""
    if isinstance(test, bool):
        return then if test else otherwise
    if isinstance(test, Missing):
        return cast("R", test)
    if then is otherwise:
        return then
    return cast("R", Term("choose", (test, then, otherwise), _sort_of(then, otherwise)))


def _sort_of(*values: Any) -> Any:
    sorts = [value.sort for value in values if isinstance(value, Term)]
    if not sorts and not all(isinstance(value, bool) for value in values):
        raise NotAValueError("an open choice between two known values, whose sort is not known,")
    return sorts[0] if sorts else bool


def larger(one: R, other: R) -> R:
    """The larger of two numbers of one sort."""
    return choose(cast("Any", one) >= other, one, other)


def smaller(one: R, other: R) -> R:
    """The smaller of two numbers of one sort."""
    return choose(cast("Any", one) >= other, other, one)


def later(time: Time, by: Duration) -> Time:
    """The time that is so much later."""
    return cast("Time", time + by)
