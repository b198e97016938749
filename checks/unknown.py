"""States and parameters of which nothing is known: where every proof begins."""

from __future__ import annotations

from typing import Any, TypeVar

from mdaudit.spec.logic import Symbol, Symbolic, Term
from mdaudit.spec.policy import Policy
from mdaudit.spec.registry import Step
from mdaudit.spec.sorts import Duration, Time, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.system import System, build

S = TypeVar("S", bound=System)


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


def unknown_moment(of: type[S], policy: Policy, suffix: str = "") -> S:
    """Any moment at all of a system."""

    def make(symbol: Symbol, default: Any) -> Symbolic[*tuple[Any, ...], Any]:
        return Symbolic.unknown(Symbol(symbol.name + suffix, symbol.sorts, symbol.result), default)

    return build(of, policy, unknown("now" + suffix, Time), make)


def unknown_state(policy: Policy, suffix: str = "") -> State:
    """Any state at all."""
    return unknown_moment(State, policy, suffix)


def unknown_beginning(of: type[S], policy: Policy) -> S:
    """A system before anything happened, for terms: every function has its default everywhere."""

    def make(symbol: Symbol, default: Any) -> Symbolic[*tuple[Any, ...], Any]:
        return Symbolic(symbol.sorts, default, lambda *_: default)

    return build(of, policy, Time(0), make)


def unknown_arguments(step: Step[...], suffix: str = "") -> list[Any]:
    """Any arguments at all for a step, named as its parameters."""
    return [unknown(f"{step.name}.{name}{suffix}", sort) for name, sort in step.parameters.items()]


def instantiated(policy: Policy) -> list[Truth]:
    """That the unknown policy is this one, bound by bound."""
    general = unknown_policy()
    return [
        general.lifetime == policy.lifetime,
        general.deadline == policy.deadline,
        general.clock_error == policy.clock_error,
    ]
