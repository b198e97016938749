"""Objects: values that say things, such as a signed list. What they say is read off their class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from mdaudit.spec.logic import Built


@cache
def says(sort: Any) -> dict[str, Any]:
    """What an object of the sort says besides its name: each attribute with its sort.

    Nothing if the sort is not one of objects.
    """
    if not (isinstance(sort, type) and is_dataclass(sort)):
        return {}
    hints = get_type_hints(sort)
    return {each.name: hints[each.name] for each in fields(sort) if each.name != "name"}


def element_of(sort: Any) -> Any:
    """The sort of the elements, if the sort is one of sets; else nothing."""
    return get_args(sort)[0] if get_origin(sort) is frozenset else None


def inside(value: Any, sort: Any) -> Iterator[tuple[Any, Any]]:
    """A value, and everything that it says, contains or was built from, each after its sort."""
    yield sort, value
    if isinstance(value, Built):
        for part, of in zip(value.parts, value.symbol.sorts, strict=True):
            yield from inside(part, of)
    elif (element := element_of(sort)) is not None:
        for each in sorted(value, key=repr):
            yield from inside(each, element)
    else:
        for attribute, of in says(sort).items():
            yield from inside(getattr(value, attribute), of)
