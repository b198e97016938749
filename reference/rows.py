"""The rows of a function on values: the elements of a set."""

from __future__ import annotations

from typing import Any, cast

from mdaudit.spec.logic import Function, Table


def rows_of(function: Function[*tuple[Any, ...], Any]) -> list[tuple[Any, ...]]:
    """The rows of a party's table, in order."""
    return sorted(cast("Table[*tuple[Any, ...], Any]", function).rows)
