"""Missing values: what the evidence does not contain, for the auditor.

A missing value stays missing through every operator, and remembers what was not collected. A rule
that comes out missing is *inconclusive*: neither passed nor failed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from mdaudit.spec.logic.term import NotAValueError


class Missing:
    """A value that was not collected; `what` says which evidence would be needed."""

    __slots__ = ("what",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, *what: str) -> None:
        self.what = tuple(dict.fromkeys(what))

    def __bool__(self) -> NoReturn:
        raise NotAValueError("missing evidence")

    def _with(self, other: object) -> Missing:
        return Missing(*self.what, *other.what) if isinstance(other, Missing) else self

    def __eq__(self, other: object) -> Any:
        return self._with(other)

    def __ne__(self, other: object) -> Any:
        return self._with(other)

    def __ge__(self, other: Any) -> Any:
        return self._with(other)

    def __gt__(self, other: Any) -> Any:
        return self._with(other)

    def __le__(self, other: Any) -> Any:
        return self._with(other)

    def __lt__(self, other: Any) -> Any:
        return self._with(other)

    def __add__(self, other: Any) -> Any:
        return self._with(other)

    def __radd__(self, other: Any) -> Any:
        return self._with(other)

    def __sub__(self, other: Any) -> Any:
        return self._with(other)

    def __rsub__(self, other: Any) -> Any:
        return self._with(other)

    def __repr__(self) -> str:
        return f"missing: {', '.join(self.what)}"


def missing_in(values: Iterable[Any]) -> Missing | None:
    """Everything that is missing among the values, as one missing value; None if nothing is."""
    what = [need for value in values if isinstance(value, Missing) for need in value.what]
    return Missing(*what) if what else None
