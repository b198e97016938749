"""The rows of a party's state: the elements of its sets, and what a step changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from mdaudit.spec.logic import Function, Table
from mdaudit.spec.state import State
from mdaudit.spec.state.system import kept

Changes = dict[str, dict[tuple[Any, ...], Any]]
"""For each function, the places where its value is another one now, with that value."""


def rows_of(function: Function[*tuple[Any, ...], Any]) -> list[tuple[Any, ...]]:
    """The rows of a party's table, in order."""
    return sorted(_table(function).rows)


def changes(before: State, after: State) -> Changes:
    """What a party keeps that is different afterwards; ghosts are not kept."""
    found: Changes = {}
    for name in kept(State):
        old, new = getattr(before, name), getattr(after, name)
        if old is not new:
            different = _different(_table(old).rows, _table(new).rows, new.default)
            if different:
                found[name] = different
    return found


def _different(
    old: Mapping[tuple[Any, ...], Any], new: Mapping[tuple[Any, ...], Any], default: Any
) -> dict[tuple[Any, ...], Any]:
    set_now = {place: value for place, value in new.items() if old.get(place, default) != value}
    unset = dict.fromkeys(old.keys() - new.keys(), default)
    return set_now | unset


def _table(function: Function[*tuple[Any, ...], Any]) -> Table[*tuple[Any, ...], Any]:
    return cast("Table[*tuple[Any, ...], Any]", function)
