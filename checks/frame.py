"""What a formula reads and what a step changes; where they do not meet, nothing is to prove."""

from __future__ import annotations

from typing import Any

from mdaudit.checks.unknown import unknown
from mdaudit.spec.logic import Built, Term
from mdaudit.spec.state.system import System, functions


def changes(before: System, after: System) -> set[str]:
    """The names of the fields that a step changed."""
    names = ["now", *functions(type(before))]
    return {name for name in names if getattr(before, name) is not getattr(after, name)}


def names_in(formula: Any) -> set[str]:
    """The names of all functions and constants that a formula reads."""
    if isinstance(formula, tuple):
        return set().union(*map(names_in, formula))
    if isinstance(formula, Built):
        return names_in(formula.parts)
    if not isinstance(formula, Term):
        return set()
    if formula.operator == "variable":
        return {formula.arguments[0]}
    if formula.operator == "apply":
        return {formula.arguments[0].name} | names_in(formula.arguments[1:])
    return names_in(formula.arguments)


def looked_at(before: System, after: System) -> dict[str, Any]:
    """The value of everything that a step changed, at an unknown place; updates are lazy."""
    changed = changes(before, after)
    return {
        name: getattr(after, name)(*(unknown(f"place of {sort}", sort) for sort in symbol.sorts))
        for name, (symbol, _) in functions(type(before)).items()
        if name in changed
    }
