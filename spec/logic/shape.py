"""Rows of a shape: those elements of a set of free terms that were built in one way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

from mdaudit.spec.logic.free import Built, Constructor
from mdaudit.spec.logic.function import Function
from mdaudit.spec.sorts import Truth


def every_built(
    among: Function[Any, Truth], shape: Callable[..., Any], body: Callable[..., Truth]
) -> Truth:
    """The body is true of the parts of every element that the shape builds.

    A shape is a constructor, or a function made of constructors whose annotations name its sorts.
    """
    return among.every_built(sorts_of(shape), shape, body)


def sorts_of(shape: Callable[..., Any]) -> tuple[Any, ...]:
    """The sorts of the parts of a shape."""
    if isinstance(shape, Constructor):
        return shape.symbol.sorts
    hints = get_type_hints(shape)
    return tuple(sort for name, sort in hints.items() if name != "return")


@dataclass(frozen=True)
class Hole:
    """The place of one part in a shape."""

    number: int


def parts_of(value: Any, shape: Callable[..., Any], count: int) -> tuple[Any, ...] | None:
    """The parts from which the shape builds the value; None if it does not."""
    found: dict[int, Any] = {}
    if not _fits(shape(*map(Hole, range(count))), value, found):
        return None
    return tuple(found[number] for number in range(count))


def _fits(pattern: Any, value: Any, found: dict[int, Any]) -> bool:
    if isinstance(pattern, Hole):
        return bool(found.setdefault(pattern.number, value) == value)
    if isinstance(pattern, Built) and isinstance(value, Built):
        inside = zip(pattern.parts, value.parts, strict=False)
        return pattern.symbol == value.symbol and all(_fits(p, v, found) for p, v in inside)
    return bool(pattern == value)
