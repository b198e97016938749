"""Moves that are possible in a state, found by asking the text of a step what it needs.

Most arguments are refused. So they are chosen one by one, in the order in which the text of the
step asks for them: it is run with those that are chosen, the others being missing. A choice that
an assumption or a guard already excludes is not pursued.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from math import isqrt
from typing import Any, Final

from mdaudit.checks.walk.objects import says
from mdaudit.checks.walk.pools import Pools
from mdaudit.checks.walk.unchosen import (
    Draft,
    StillUnchosenError,
    Unchosen,
    consulted,
    drafted,
)
from mdaudit.spec.logic import Missing, either, negate
from mdaudit.spec.reading import Judgement, Reading, Weakening, read_as
from mdaudit.spec.registry import Move, Step
from mdaudit.spec.sorts import Truth
from mdaudit.spec.state.system import System

Choose = Callable[[int], int]
"""A choice among so many: a number from 0 on, below it."""

PATIENCE: Final = 30
"""How often the text of a step is run before the search for arguments is given up."""

NEW: Final = object()
"""The choice of an object that does not exist yet."""

LIKELIER: Final = 8
"""By how much a value that the text mentions is tried more often than any other."""


def weakened(weakening: Weakening) -> set[str]:
    """The ids of the rules that are dropped or weakened."""
    return {*weakening.dropped, *(variant.rule for variant in weakening.variants)}


class Excluded(Exception):  # noqa: N818 - an outcome, not a defect
    """A condition of the step is false, whatever is chosen for the rest."""


@dataclass
class Probing(Reading):
    """The reading in which the first condition that is definitely false ends the run."""

    weakening: Weakening
    guarded: bool
    """Whether rules must hold; if not, only assumptions must."""
    novel: bool
    """Whether only moves are wanted in which a rule that is dropped or weakened would say no."""
    would_say_no: Truth = False
    """Whether a rule that is dropped or weakened would say no."""
    undecided: tuple[str, ...] = ()
    """The arguments that the first open condition depends on."""

    def require(self, judgement: Judgement) -> None:
        """A guard must not be false, if guards matter."""
        self.filtered(judgement)
        if self.guarded:
            if judgement.answer is False:
                raise Excluded
            self._note(judgement.answer)

    def assume(self, condition: Truth, what: str) -> None:
        """An assumption must not be false."""
        del what
        if condition is False:
            raise Excluded
        self._note(condition)

    def filtered(self, judgement: Judgement) -> None:
        """Whatever a rule is asked for, it may be one that would say no."""
        if self.novel and judgement.rule.id in weakened(self.weakening):
            no = negate(judgement.rule(*judgement.arguments))
            self.would_say_no = either(self.would_say_no, no)

    def finish(self) -> tuple[str, ...]:
        """What has to be chosen next, once the whole text has been run."""
        if self.novel:
            self.assume(self.would_say_no, "a rule would say no")
        return self.undecided

    def _note(self, answer: Any) -> None:
        if isinstance(answer, Missing) and not self.undecided:
            self.undecided = answer.what


@dataclass(frozen=True)
class Position:
    """A state in which moves are looked for."""

    state: System
    weakening: Weakening = field(default_factory=Weakening)

    @cached_property
    def pools(self) -> Pools:
        """The values to propose."""
        return Pools(self.state)

    @cached_property
    def consulted(self) -> System:
        """The state, whose functions propose values."""
        return consulted(self.state)

    def move(
        self,
        step: Step[...],
        choose: Choose,
        *,
        guarded: bool = True,
        novel: bool = False,
        premise: Callable[..., Truth] | None = None,
    ) -> Move | None:
        """A move by this step that is possible here, or nothing if none was found in time.

        Without guards, the rules may refuse it. In a novel move a rule that is dropped or weakened
        would have said no. A premise is one more condition, on the state and the arguments.
        """
        search = _Search(self, step, choose, guarded, novel, premise)
        found = next(search.solutions({}), None)
        return None if found is None else Move(step, search.arguments(search.filled(found)))


@cache
def parameters_of(step: Step[...]) -> dict[str, Any]:
    """The parameters of a step with their sorts, looked up once."""
    return step.parameters


@dataclass
class _Search:
    """The search for the arguments of one step."""

    position: Position
    step: Step[...]
    choose: Choose
    guarded: bool
    novel: bool
    premise: Callable[..., Truth] | None
    probes: int = 0

    def __post_init__(self) -> None:
        self.parameters = parameters_of(self.step)
        self.sorts: dict[str, Any] = dict(self.parameters)
        self.open = {name: Unchosen(name) for name in self.sorts}
        self.alike: dict[str, tuple[Any, ...]] = {}
        self.unlike: dict[str, tuple[Any, ...]] = {}

    def solutions(self, chosen: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Choices that decide every condition, in an order that is drawn."""
        asked = self.probe(chosen)
        if asked is None:
            return
        if not asked:
            yield chosen
            return
        name = self.first_open(asked, chosen)
        for value in self.candidates(name, tuple(self.open[name].heard)):
            if self.probes > PATIENCE:
                return
            yield from self.solutions({**chosen, name: value})

    def probe(self, chosen: dict[str, Any]) -> tuple[str, ...] | None:
        """What has to be chosen next, nothing if all is decided; None if this is impossible."""
        self.probes += 1
        for unchosen in self.open.values():
            unchosen.heard.clear()
        reading = Probing(self.position.weakening, self.guarded, self.novel)
        state, arguments = self.position.consulted, self.arguments(chosen)
        try:
            with read_as(reading):
                if self.premise is not None:
                    reading.assume(self.premise(state, *arguments), "the premise")
                self.step(state, *arguments)
                return reading.finish()
        except Excluded:
            return None
        except StillUnchosenError as needed:
            return (needed.name,)
        except TypeError:
            # An update of a function at a place that is still missing; whatever else is wrong with
            # the step is met again when the move is made.
            return reading.undecided or tuple(self.still_open(chosen))

    def first_open(self, asked: tuple[str, ...], chosen: dict[str, Any]) -> str:
        """The first of those asked for that is not chosen."""
        return next(name for name in asked if name not in chosen)

    def still_open(self, chosen: dict[str, Any]) -> Iterator[str]:
        """Everything that is not chosen, with what new objects say."""
        for name in self.sorts:
            of, _, _ = name.rpartition(".")
            if name not in chosen and (not of or chosen.get(of) is NEW):
                yield name

    def candidates(self, name: str, heard: tuple[Any, ...]) -> Iterator[Any]:
        """The values to try, from one that is drawn onwards."""
        sort = self.sorts[name]
        unlike = self.unlike.get(name, ())
        known = [value for value in self.position.pools.of(sort) if value not in unlike]
        if says(sort):
            heard = tuple(value for value in heard if isinstance(value, sort))
        suggested = tuple(dict.fromkeys([*heard, *self.alike.get(name, ())]))
        new = [NEW] if says(sort) else []
        values = tuple(dict.fromkeys([*suggested, *new, *known]))
        first = self.drawn(len(suggested), len(values))
        for n in range(len(values)):
            value = values[(first + n) % len(values)]
            if value is NEW:
                self.open_contents(name, sort)
            yield value

    def drawn(self, suggested: int, known: int) -> int:
        """The number of the value to begin with: likely one that was suggested, or a simple one."""
        likely = suggested * (LIKELIER - 1)
        if suggested and (drawn := self.choose(suggested * LIKELIER)) < likely:
            return drawn % suggested
        return known - 1 - isqrt(known * known - 1 - self.choose(known * known))

    def open_contents(self, name: str, sort: Any) -> None:
        """What a new object says is chosen piece by piece.

        Likely it resembles one that exists, in all that it says but one thing.
        """
        existing = self.position.pools.objects(sort)
        drawn = self.choose(len(existing) + 1)
        like = existing[drawn] if drawn < len(existing) else None
        other = self.choose(len(says(sort)))
        for n, (attribute, of) in enumerate(says(sort).items()):
            part = f"{name}.{attribute}"
            self.sorts[part] = of
            self.open.setdefault(part, Unchosen(part))
            self.alike[part] = self.unlike[part] = ()
            if like is not None:
                (self.unlike if n == other else self.alike)[part] = (getattr(like, attribute),)

    def filled(self, chosen: dict[str, Any]) -> dict[str, Any]:
        """The choices, and any value at all for what no condition asks for."""
        complete = dict(chosen)
        while (name := next(self.still_open(complete), None)) is not None:
            complete[name] = next(self.candidates(name, ()))
        return complete

    def arguments(self, chosen: dict[str, Any]) -> tuple[Any, ...]:
        """The arguments as far as they are chosen."""
        return tuple(self.argument(name, chosen) for name in self.parameters)

    def argument(self, name: str, chosen: dict[str, Any]) -> Any:
        """One argument: a value, a new object that says what is chosen, or an unchosen one."""
        value = chosen.get(name, self.open[name])
        if value is not NEW:
            return value
        sort = self.sorts[name]
        before = [other for other in chosen if chosen[other] is NEW and self.sorts[other] is sort]
        called = self.position.pools.fresh_name(sort, before.index(name))
        parts = {said: self.argument(f"{name}.{said}", chosen) for said in says(sort)}
        complete = not any(isinstance(part, Missing | Draft) for part in parts.values())
        return (sort if complete else partial(drafted, sort))(name=called, **parts)
