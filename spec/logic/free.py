"""Free terms: what is built differs from whatever else is built, and can be taken apart again.

A constructor stands for perfect cryptography and unambiguous encoding: two results are equal only
if the same constructor built them from equal parts. On values, a result is a `Built`; on terms it
is an application that the provers know to be free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar, TypeVarTuple, cast

from mdaudit.spec.logic.missing import missing_in
from mdaudit.spec.logic.term import Symbol, Term

A = TypeVarTuple("A")
R = TypeVar("R")


@dataclass(frozen=True)
class Built:
    """A value of a free sort: the constructor's name and the parts."""

    symbol: Symbol
    parts: tuple[Any, ...]

    def __str__(self) -> str:
        inside = ", ".join(map(_shown, self.parts))
        return f"{self.symbol.name}({inside})"


def _shown(part: Any) -> str:
    return part.decode(errors="replace") if isinstance(part, bytes) else str(part)


class Constructor(Generic[*A, R]):
    """A free constructor, from its parts to something of a sort."""

    def __init__(self, name: str, sorts: tuple[Any, ...], result: Any) -> None:
        self.symbol = Symbol(name, sorts, result)

    def __call__(self, *parts: *A) -> R:
        """What is built from these parts."""
        lacking = missing_in(parts)
        if lacking is not None:
            return cast("R", lacking)
        if any(isinstance(part, Term) for part in parts):
            return cast("R", Term("apply", (self.symbol, *parts), self.symbol.result))
        return cast("R", Built(self.symbol, parts))
