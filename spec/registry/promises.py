"""Promises, and the lemmas that carry them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from mdaudit.spec.registry.steps import Step
from mdaudit.spec.sorts import Truth
from mdaudit.spec.state.system import System, subject_system


class Kind(Enum):
    """What a promise speaks about."""

    SAFETY = "safety"
    """One state."""
    CHANGE = "change"
    """The states before and after a step."""
    TERMS = "terms"
    """One state of a system in which messages are free terms that the adversary takes apart."""
    RECOVERABLE = "recoverable"
    """A step that no rule refuses, when its premise is met."""
    CONE = "cone"
    """Steps that no other promise depends on."""

    @property
    def is_invariant(self) -> bool:
        """Whether the promise is a formula about one state."""
        return self in (Kind.SAFETY, Kind.TERMS)


@dataclass(frozen=True)
class Promise:
    """What users get: true in every reachable state, or of every step."""

    number: str
    title: str
    kind: Kind
    formula: Callable[..., Any]
    """A truth about a state, or about two; the premise under which a step is not refused, from a
    state and the step's parameters; or, without parameters, the steps that do not matter."""
    rests_on: tuple[str, ...] = ()
    step: Step[...] | None = None
    """The step that is not refused, of a recoverable promise."""

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.formula.__name__

    @property
    def system(self) -> type[System]:
        """The system that the promise speaks about."""
        if self.kind is Kind.CONE:
            return next(iter(self.formula())).system  # type: ignore[no-any-return]
        return subject_system(self.formula)

    @property
    def meaning(self) -> str:
        """The docstring."""
        return inspect.getdoc(self.formula) or ""


@dataclass(frozen=True)
class Lemma:
    """A stronger invariant that carries promises through every step."""

    supports: tuple[str, ...]
    formula: Callable[..., Truth]

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.formula.__name__

    @property
    def system(self) -> type[System]:
        """The system that the lemma speaks about."""
        return subject_system(self.formula)

    @property
    def meaning(self) -> str:
        """The docstring."""
        return inspect.getdoc(self.formula) or ""
