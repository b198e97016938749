"""The walks: a state machine of Hypothesis whose rules are the steps of the registry.

Nothing in it knows a step or a promise by name. `machine` makes a class: every step becomes a rule
of Hypothesis, every promise an invariant, except that a promise that a step is not refused becomes
a rule that tries the step. Hypothesis draws which rule is next, which rules are left out of a walk
so that the others come together more often, and every argument; and it varies the walks it drew.

A walk that fails is a list of moves, and `shrunk` makes it short. Hypothesis can shrink it as well,
by its choices; but a choice that is left out changes the meaning of all that follow, and each try
is another search for moves. For four attacks that took it 14 to 110 seconds, where leaving out
moves took a tenth of one, and it left 4 to 15 moves, where from the same start 1 to 3 are enough.
So the tests let Hypothesis draw walks, and `shrunk` tells them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, ClassVar, cast

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mdaudit.checks.cone import read_by
from mdaudit.checks.frame import changes
from mdaudit.checks.story import sentence
from mdaudit.checks.unknown import unknown_moment, unknown_policy
from mdaudit.checks.walk.drawing import Beginning, First, Proposal, beginnings, proposals
from mdaudit.checks.walk.faults import Broken, Fault, HelpRefused, Trusted, depended_on
from mdaudit.checks.walk.ground import Ground
from mdaudit.checks.walk.moves import Position
from mdaudit.checks.walk.runs import Faulty, moments, resumed
from mdaudit.checks.walk.shrinking import shrunk
from mdaudit.spec.reading import Enforcing, Refused, read_as
from mdaudit.spec.registry import Kind, Move, Promise, Run, Step


class FaultError(AssertionError):
    """A walk found something wrong; the message is its story."""

    def __init__(self, found: Faulty) -> None:
        super().__init__(found)
        self.found = found
        """The walk as Hypothesis drew it."""

    @cached_property
    def faulty(self) -> Faulty:
        """The shortest walk to the same fault, from the very beginning if that is possible."""
        return shrunk(self.found, moments(self.found.start))

    def __str__(self) -> str:
        return f"\n{self.faulty}"


class NotUnchangedError(AssertionError):
    """A refused step left a trace: a defect of a step, or of the functions of a state."""

    def __init__(self, move: Move) -> None:
        super().__init__(f"refused, but the state is another one: {sentence(move)}")


class Walk(RuleBasedStateMachine):
    """A walk in progress; `machine` adds the rules and the invariants."""

    ground: ClassVar[Ground]

    start: Run
    """The moment at which the walk began."""
    run: Run
    """All that happened, the start included."""

    def __init__(self) -> None:
        super().__init__()
        self.changed: set[str] = set()
        """What the last rule changed."""
        self._position: Position | None = None

    @property
    def position(self) -> Position:
        """The present state, to look for moves."""
        if self._position is None or self._position.state is not self.run.state:
            self._position = Position(self.run.state, self.ground.weakening)
        return self._position

    def follow(self, proposal: Proposal, by: First) -> None:
        """Make a move if there is one and no rule refuses it; or see that no rule refuses it."""
        self.changed = set()
        if proposal.move is None:
            return
        if isinstance(by, Promise):
            self.ask(HelpRefused(by, proposal.move))
        else:
            self.take(proposal.move)

    def take(self, move: Move) -> None:
        """Make the move, if no rule refuses it."""
        before = self.run.state
        rows = {name: dict(table.rows.pairs()) for name, table in _tables(before)}
        try:
            with read_as(Enforcing(self.ground.weakening)):
                self.run.take(move)
        except Refused as refusal:
            self.ground.refused[refusal.rule.id] += 1
            if any(rows[name] != table.rows for name, table in _tables(before)):
                raise NotUnchangedError(move) from refusal
            return
        self.ground.taken[move.step.name] += 1
        self.changed = changes(before, self.run.state)

    def ask(self, fault: Fault) -> None:
        """See that there is no such fault.

        Raises:
            FaultError: There is.
        """
        self.ground.asked[fault.promise.number] += 1
        with read_as(Enforcing(self.ground.weakening)):
            seen = fault.is_seen(self.run)
        if seen:
            made = tuple(self.run.moves[len(self.start.moves) :])
            raise FaultError(Faulty(self.start, made, fault, self.ground.weakening))


def machine(ground: Ground, first: First) -> type[Walk]:
    """The state machine whose walks begin where a scene takes a step, and with that step."""

    @initialize(beginning=beginnings(first))
    def begin(walk: Walk, beginning: Beginning) -> None:
        walk.start, walk.run = beginning.start, resumed(beginning.start)
        walk.follow(beginning.first, first)

    # Names of members with a space in them: no step or promise can hide a method of the class.
    rules = {f"rule {name}": each for name, each in _rules(ground).items()}
    invariants = {f"invariant {name}": each for name, each in _invariants(ground).items()}
    members = {"ground": ground, "rule begin": begin, **rules, **invariants}
    return cast("type[Walk]", type(f"WalkFrom_{first.name}", (Walk,), members))


def _rules(ground: Ground) -> dict[str, Any]:
    """A rule for each step, or several if it is wanted more often; and for each help."""
    helps = [promise for promise in ground.promises if promise.kind is Kind.RECOVERABLE]
    made = {promise.name: _rule(promise.name, promise) for promise in helps}
    for step in ground.steps:
        again = (f"{step.name}_{n}" for n in range(2, ground.shares[step.name] + 1))
        made |= {name: _rule(name, step) for name in (step.name, *again)}
    return made


def _rule(name: str, by: First) -> Any:
    def follow(walk: Walk, proposal: Proposal) -> None:
        walk.follow(proposal, by)

    return rule(proposal=proposals(by))(_named(name, follow))


def _invariants(ground: Ground) -> dict[str, Any]:
    """An invariant for each promise that is no help, asked if something changed that it reads."""
    made: dict[str, Any] = {}
    for promise in ground.promises:
        if promise.kind is Kind.CONE:
            others = (other for other in ground.promises if other.kind is not Kind.CONE)
            fault: Fault = Trusted(promise, depended_on(*others))
            made[promise.name] = _invariant(fault, _took_one_of(promise.formula()))
        elif promise.kind is not Kind.RECOVERABLE:
            made[promise.name] = _invariant(Broken(promise), _changed(_read(promise)))
    return made


@cache
def _read(promise: Promise) -> set[str]:
    """What a promise reads, worked out once for all machines."""
    return read_by(promise, unknown_moment(promise.system, unknown_policy()))


def _invariant(fault: Fault, when: Callable[[Any], bool]) -> Any:
    def ask(walk: Walk) -> None:
        walk.ask(fault)

    return precondition(when)(invariant()(_named(fault.promise.name, ask)))


def _changed(reads: set[str]) -> Callable[[Walk], bool]:
    return lambda walk: not reads.isdisjoint(walk.changed)


def _took_one_of(steps: tuple[Step[...], ...]) -> Callable[[Walk], bool]:
    return lambda walk: bool(walk.changed) and walk.run.moves[-1].step in steps


def _named(name: str, function: Callable[..., None]) -> Callable[..., None]:
    """The function under the name that Hypothesis prints."""
    function.__name__ = name
    return function


def _tables(state: Any) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in vars(state).items() if hasattr(value, "rows")]
