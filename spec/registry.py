"""Rules, steps, promises, lemmas and witnesses: what a chapter declares, and how it is found again.

Importing `mdaudit.spec.chapters` fills the registries below in reading order.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import (
    Any,
    Concatenate,
    Final,
    Generic,
    ParamSpec,
    TypeVar,
    cast,
    get_type_hints,
    overload,
)

from mdaudit.spec.sorts import Truth
from mdaudit.spec.state import State

P = ParamSpec("P")
Q = ParamSpec("Q")
R = TypeVar("R")


class Actor(Enum):
    """Who takes a step, or who checks a rule."""

    PRIMARY = "primary"
    COMPANION = "companion"
    CLIENT = "client"
    SERVER = "server"
    ADVERSARY = "adversary"
    NATURE = "nature"


class Deployed(Enum):
    """Whether public sources say that the deployed system follows the rule."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Blame(Enum):
    """Who must have misbehaved when the rule fails on something that was offered."""

    SERVER = "server or network"
    PRIMARY_KEY = "holder of the primary key"
    DEVICE_KEY = "holder of the device key"
    CLIENT = "observed client"
    UNKNOWN = "unknown"


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
        return first_sentence(self.function)


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
    variants: dict[str, Variant[..., Any]] = field(default_factory=dict, compare=False)

    def __call__(self, *arguments: P.args, **named: P.kwargs) -> Truth:
        """The rule's own answer, as if nothing were dropped."""
        return self.predicate(*arguments, **named)

    @property
    def rationale(self) -> str:
        """Why the rule is there: its docstring."""
        return inspect.getdoc(self.predicate) or ""


@dataclass(frozen=True)
class Step(Generic[P]):
    """Something that may happen: from a state and its parameters to the next state."""

    name: str
    by: Actor
    story: str
    function: Callable[Concatenate[State, P], State]

    def __call__(self, before: State, *arguments: P.args, **named: P.kwargs) -> State:
        """The state after the step; raises if a rule refuses it."""
        return self.function(before, *arguments, **named)

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters after the state, by name, with their sorts."""
        hints = get_type_hints(self.function)
        names = list(inspect.signature(self.function).parameters)[1:]
        return {name: hints[name] for name in names}

    @property
    def meaning(self) -> str:
        """What the step does: its docstring."""
        return inspect.getdoc(self.function) or ""


class Kind(Enum):
    """What a promise speaks about."""

    SAFETY = "safety"
    """One state."""
    CHANGE = "change"
    """The states before and after a step."""


@dataclass(frozen=True)
class Promise:
    """What users get: true in every reachable state, or of every step."""

    number: str
    title: str
    kind: Kind
    formula: Callable[..., Truth]
    rests_on: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.formula.__name__

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
    def meaning(self) -> str:
        """The docstring."""
        return inspect.getdoc(self.formula) or ""


@dataclass(frozen=True)
class Move:
    """One step of a run, with its arguments."""

    step: Step[...]
    arguments: tuple[Any, ...]

    @property
    def bound(self) -> dict[str, Any]:
        """The arguments by parameter name."""
        return dict(zip(self.step.parameters, self.arguments, strict=True))


class Run:
    """A run on values: what happened, and the state it led to."""

    def __init__(self, start: State) -> None:
        self.states = [start]
        self.moves: list[Move] = []

    @property
    def state(self) -> State:
        """The present state."""
        return self.states[-1]

    def do(self, step: Step[P], *arguments: P.args, **_: P.kwargs) -> None:
        """Take the step, in the reading in force; raises if it is refused or not possible."""
        self.take(Move(cast("Step[...]", step), arguments))

    def take(self, move: Move) -> None:
        """Make the move; raises if it is refused or not possible."""
        self.states.append(move.step(self.state, *move.arguments))
        self.moves.append(move)


@dataclass(frozen=True)
class Witness:
    """A run that must stay possible: promises of things that cannot happen are worth nothing."""

    title: str
    script: Callable[[Run], None]

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.script.__name__

    def run(self, start: State) -> Run:
        """Play the script from a state; raises if a step is refused."""
        played = Run(start)
        self.script(played)
        return played


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
) -> Callable[[Callable[P, Truth]], Rule[P]]:
    """Declare a rule.

    `expected` and `got` are templates over the predicate's parameters, for refusals and findings.
    `without` is how the rule reads when it is dropped: most are guards and read as true; a rule
    that demands an action reads as false, so that the action is not taken.
    """
    actors = checked_by if isinstance(checked_by, tuple) else (checked_by,)

    def declare(predicate: Callable[P, Truth]) -> Rule[P]:
        made = Rule(
            id, title, predicate, source, actors, deployed, blame, expected, got, without, dropping
        )
        RULES[id] = made
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


def step(by: Actor, story: str) -> Callable[[Callable[Concatenate[State, P], State]], Step[P]]:
    """Declare a step. `story` is a sentence with the parameters in braces, for readable runs."""

    def declare(function: Callable[Concatenate[State, P], State]) -> Step[P]:
        made = Step(function.__name__, by, story, function)
        STEPS[made.name] = made
        return made

    return declare


def promise(
    number: str, title: str, *, kind: Kind = Kind.SAFETY, rests_on: tuple[str, ...] = ()
) -> Callable[[Callable[..., Truth]], Promise]:
    """Declare a promise by its number in the catalogue, and the promises its proof rests on."""

    def declare(formula: Callable[..., Truth]) -> Promise:
        made = Promise(number, title, kind, formula, rests_on)
        PROMISES[number] = made
        return made

    return declare


def witness(title: str) -> Callable[[Callable[[Run], None]], Witness]:
    """Declare a witness: a scripted run that must stay possible."""

    def declare(script: Callable[[Run], None]) -> Witness:
        made = Witness(title, script)
        WITNESSES[made.name] = made
        return made

    return declare


def lemma(*supports: str) -> Callable[[Callable[[State], Truth]], Lemma]:
    """Declare a lemma, and the promises that it supports."""

    def declare(formula: Callable[[State], Truth]) -> Lemma:
        made = Lemma(supports, formula)
        LEMMAS[made.name] = made
        return made

    return declare


def first_sentence(documented: Callable[..., Any]) -> str:
    """The first line of a docstring."""
    return (inspect.getdoc(documented) or "").split("\n", 1)[0]
