"""Rules: named predicates, with weaker readings of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, ParamSpec, TypeVar

from mdaudit.spec.registry.roles import Actor, Blame, Deployed
from mdaudit.spec.sorts import Truth

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Variant(Generic[P, R]):
    """A named weaker reading of a rule, or of the part of a step that belongs to it."""

    rule: str
    name: str
    replaces: Callable[..., Any]
    function: Callable[P, R]

    @property
    def title(self) -> str:
        """What the weaker reading says."""
        return first_line(self.function)


@dataclass(frozen=True)
class Rule(Generic[P]):
    """A named predicate: the client obeys it, the auditor judges by it, the proofs rest on it."""

    id: str
    title: str
    predicate: Callable[P, Truth]
    source: str
    checked_by: tuple[Actor, ...]
    deployed: Deployed
    blame: Blame
    expected: str
    got: str
    without: Truth
    dropping: str
    needless: str = ""
    """Why no promise needs the rule, if none does: it is functional, or speaks of bytes."""
    variants: dict[str, Variant[..., Any]] = field(default_factory=dict, compare=False)

    def __call__(self, *arguments: P.args, **named: P.kwargs) -> Truth:
        """The rule's own answer, as if nothing were dropped."""
        return self.predicate(*arguments, **named)

    @property
    def rationale(self) -> str:
        """Why the rule is there: its docstring."""
        return inspect.getdoc(self.predicate) or ""


def first_line(documented: Callable[..., Any]) -> str:
    """The first line of a docstring."""
    return (inspect.getdoc(documented) or "").split("\n", 1)[0]
