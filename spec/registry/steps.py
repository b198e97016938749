"""Steps: what may happen."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, ParamSpec, TypeVar, get_type_hints

from mdaudit.spec.registry.roles import Actor
from mdaudit.spec.state.system import System, subject_system

P = ParamSpec("P")
S = TypeVar("S", bound=System)


@dataclass(frozen=True)
class Step(Generic[P]):
    """Something that may happen: from a state and its parameters to the next state."""

    name: str
    by: Actor
    story: str
    function: Callable[..., Any]

    def __call__(self, before: S, *arguments: P.args, **named: P.kwargs) -> S:
        """The state after the step; raises if a rule refuses it."""
        after: S = self.function(before, *arguments, **named)
        return after

    @property
    def system(self) -> type[System]:
        """The system in which the step happens."""
        return subject_system(self.function)

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """The parameters after the state, by name, with their sorts."""
        hints = get_type_hints(self.function)
        names = list(inspect.signature(self.function).parameters)[1:]
        return {name: hints[name] for name in names}

    @property
    def meaning(self) -> str:
        """What the step does: its docstring."""
        return inspect.getdoc(self.function) or ""
