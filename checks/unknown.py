"""States and parameters of which nothing is known: where every proof begins."""

from __future__ import annotations

from typing import Any

from mdaudit.spec.logic import Symbol, Symbolic, Term
from mdaudit.spec.policy import Policy
from mdaudit.spec.registry import Step
from mdaudit.spec.sorts import Duration, Time
from mdaudit.spec.state import State, state


def unknown(name: str, sort: Any) -> Any:
    """A value of a sort of which only the name is known."""
    return Term("variable", (name,), sort)


def unknown_policy() -> Policy:
    """Any policy at all; `Policy.plausible` says what is assumed of it."""
    return Policy(
        lifetime=unknown("lifetime", Duration),
        deadline=unknown("deadline_bound", Duration),
        clock_error=unknown("clock_error", Duration),
    )


def unknown_state(policy: Policy, suffix: str = "") -> State:
    """Any state at all."""

    def make(symbol: Symbol, default: Any) -> Symbolic[*tuple[Any, ...], Any]:
        return Symbolic.unknown(Symbol(symbol.name + suffix, symbol.sorts, symbol.result), default)

    return state(policy, unknown("now" + suffix, Time), make)


def unknown_beginning(policy: Policy) -> State:
    """The state before anything happened, for terms: every function has its default everywhere."""

    def make(symbol: Symbol, default: Any) -> Symbolic[*tuple[Any, ...], Any]:
        return Symbolic(symbol.sorts, default, lambda *_: default)

    return state(policy, Time(0), make)


def unknown_arguments(step: Step[...], suffix: str = "") -> list[Any]:
    """Any arguments at all for a step, named as its parameters."""
    return [unknown(f"{step.name}.{name}{suffix}", sort) for name, sort in step.parameters.items()]
