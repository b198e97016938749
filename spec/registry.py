"""Rules, steps, promises, lemmas and witnesses: what a chapter declares, and how it is found again.

Importing `mdaudit.spec.chapters` fills the registries below in reading order.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
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

from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.system import System, begin, system_of

P = ParamSpec("P")
Q = ParamSpec("Q")
R = TypeVar("R")
S = TypeVar("S", bound=System)


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
        return _system(self.function)

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
        return _system(self.formula)

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
        return _system(self.formula)

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

    def __init__(self, start: System) -> None:
        self.states: list[Any] = [start]
        self.moves: list[Move] = []

    @property
    def state(self) -> Any:
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
    system: type[System]
    scene_for: tuple[str, ...] = ()
    """The chapters on whose promises attacks are searched from its end."""

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.script.__name__

    def run(self, policy: Policy) -> Run:
        """Play the script from the beginning; raises if a step is refused."""
        played = Run(begin(self.system, policy))
        self.script(played)
        return played


@dataclass(frozen=True)
class KnownAttack:
    """A scripted run that breaks a promise once some rules are dropped or weakened.

    Most attacks are searched; a script is for what lies beyond the search. It is not believed: it
    is replayed, must break the promise, and each of the rules alone must stop it.
    """

    without: tuple[str, ...]
    promise: str
    scene: Witness
    script: Callable[[Run], None]

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.script.__name__


def _system(function: Callable[..., Any]) -> type[System]:
    of = system_of(function)
    if of is None:
        raise TypeError(f"the first parameter of {function.__name__} is no system")
    return of


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
    """Declare a promise by its number in the catalogue, and the promises its proof rests on."""

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


def first_sentence(documented: Callable[..., Any]) -> str:
    """The first line of a docstring."""
    return (inspect.getdoc(documented) or "").split("\n", 1)[0]
