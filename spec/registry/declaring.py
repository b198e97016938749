"""How a chapter declares rules, steps, promises and runs, and where they are found again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast, overload

from mdaudit.spec.registry.promises import Kind, Lemma, Promise
from mdaudit.spec.registry.roles import Actor, Blame, Deployed
from mdaudit.spec.registry.rules import Rule, Variant
from mdaudit.spec.registry.runs import KnownAttack, Run, Witness
from mdaudit.spec.registry.steps import Step
from mdaudit.spec.sorts import Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.system import System

P = ParamSpec("P")
Q = ParamSpec("Q")
R = TypeVar("R")
S = TypeVar("S", bound=System)

RULES: Final[dict[str, Rule[...]]] = {}
"""All rules by id, in reading order (see `mdaudit.spec.chapters`)."""
STEPS: Final[dict[str, Step[...]]] = {}
"""All steps by name, in reading order."""
PROMISES: Final[dict[str, Promise]] = {}
"""All promises by number, in the order of their numbers."""
LEMMAS: Final[dict[str, Lemma]] = {}
"""All lemmas by name, in reading order."""
WITNESSES: Final[dict[str, Witness]] = {}
"""All witnesses by name, in reading order."""
ATTACKS: Final[dict[str, KnownAttack]] = {}
"""All scripted attacks by name, in reading order."""


class DeclaredTwiceError(ValueError):
    """Two declarations of one kind have one name: the second would silently replace the first."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is declared twice")


def _declare(registry: dict[str, Any], name: str, made: object) -> None:
    if name in registry:
        raise DeclaredTwiceError(name)
    registry[name] = made


def rule(
    id: str,  # noqa: A002 - the field's own word
    title: str,
    *,
    source: str,
    checked_by: Actor | tuple[Actor, ...],
    deployed: Deployed,
    blame: Blame,
    expected: str,
    got: str,
    without: Truth = True,
    dropping: str = "reads as true",
    needless: str = "",
) -> Callable[[Callable[P, Truth]], Rule[P]]:
    """Declare a rule.

    `expected` and `got` are templates over the predicate's parameters, for refusals and findings.
    `without` is how the rule reads when it is dropped: most are guards and read as true; a rule
    that demands an action reads as false, so that the action is not taken.
    """
    actors = checked_by if isinstance(checked_by, tuple) else (checked_by,)

    def declare(predicate: Callable[P, Truth]) -> Rule[P]:
        made = Rule(
            id,
            title,
            predicate,
            source,
            actors,
            deployed,
            blame,
            expected,
            got,
            without,
            dropping,
            needless,
        )
        _declare(RULES, id, made)
        return made

    return declare


@overload
def variant(of: Rule[P], name: str) -> Callable[[Callable[P, Truth]], Variant[P, Truth]]: ...


@overload
def variant(
    of: Rule[P], name: str, *, replaces: Callable[Q, R]
) -> Callable[[Callable[Q, R]], Variant[Q, R]]: ...


def variant(
    of: Rule[P], name: str, *, replaces: Callable[..., Any] | None = None
) -> Callable[[Callable[..., Any]], Variant[..., Any]]:
    """Declare a named weaker reading of a rule, or of a `part` of a step that belongs to it."""

    def declare(function: Callable[..., Any]) -> Variant[..., Any]:
        made = Variant(of.id, name, replaces or of.predicate, function)
        of.variants[name] = made
        return made

    return declare


def step(by: Actor, story: str) -> Callable[[Callable[Concatenate[S, P], S]], Step[P]]:
    """Declare a step. `story` is a sentence with the parameters in braces, for readable runs."""

    def declare(function: Callable[Concatenate[S, P], S]) -> Step[P]:
        made: Step[P] = Step(function.__name__, by, story, function)
        _declare(STEPS, made.name, made)
        return made

    return declare


def promise(
    number: str, title: str, *, kind: Kind = Kind.SAFETY, rests_on: tuple[str, ...] = ()
) -> Callable[[Callable[..., Truth]], Promise]:
    """Declare a promise by its number, never reused, and the promises its proof rests on."""

    def declare(formula: Callable[..., Truth]) -> Promise:
        made = Promise(number, title, kind, formula, rests_on)
        _declare(PROMISES, number, made)
        return made

    return declare


def recoverable(
    number: str, title: str, step: Step[P]
) -> Callable[[Callable[Concatenate[S, P], Truth]], Promise]:
    """Declare a promise that no rule refuses the step when a premise is met: its formula."""

    def declare(premise: Callable[Concatenate[S, P], Truth]) -> Promise:
        made = Promise(number, title, Kind.RECOVERABLE, premise, step=cast("Step[...]", step))
        _declare(PROMISES, number, made)
        return made

    return declare


def without_trust(
    number: str, title: str
) -> Callable[[Callable[[], tuple[Step[...], ...]]], Promise]:
    """Declare a promise that some steps, named by its function, can influence no other promise."""

    def declare(steps: Callable[[], tuple[Step[...], ...]]) -> Promise:
        made = Promise(number, title, Kind.CONE, steps)
        _declare(PROMISES, number, made)
        return made

    return declare


def witness(
    title: str, *, system: type[System] = State, scene_for: tuple[str, ...] = ()
) -> Callable[[Callable[[Run], None]], Witness]:
    """Declare a witness: a scripted run that must stay possible."""

    def declare(script: Callable[[Run], None]) -> Witness:
        made = Witness(title, script, system, scene_for)
        _declare(WITNESSES, made.name, made)
        return made

    return declare


def attack(
    *without: str, promise: str, scene: Witness
) -> Callable[[Callable[[Run], None]], KnownAttack]:
    """Declare a run from a scene that breaks a promise without some rules or with variants."""

    def declare(script: Callable[[Run], None]) -> KnownAttack:
        made = KnownAttack(without, promise, scene, script)
        _declare(ATTACKS, made.name, made)
        return made

    return declare


def lemma(*supports: str) -> Callable[[Callable[[S], Truth]], Lemma]:
    """Declare a lemma, and the promises that it supports."""

    def declare(formula: Callable[[S], Truth]) -> Lemma:
        made = Lemma(supports, formula)
        _declare(LEMMAS, made.name, made)
        return made

    return declare
