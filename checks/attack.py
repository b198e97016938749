"""Attacks: runs that break a promise without some rules, and how the rules stop them.

Everything here is on values: a run that was found is replayed from the beginning, breaks its
promise there, and is stopped by each of the rules when that one alone is switched on again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mdaudit.checks.cone import in_steps
from mdaudit.checks.story import story, word
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Enforcing, Judgement, NotPossible, Refused, Weakening, read_as
from mdaudit.spec.registry import RULES, Kind, Move, Promise, Run, Witness


@dataclass(frozen=True)
class Stop:
    """How a rule that is switched on stops a run."""

    rule: str
    how: str


@dataclass(frozen=True)
class Attack:
    """A run that breaks a promise without some rules."""

    without: tuple[str, ...]
    promise: Promise
    scene: Witness
    moves: tuple[Move, ...]
    shortest: bool
    """All shorter runs from the scenes were excluded."""
    stopped_by: tuple[Stop, ...]

    @property
    def length(self) -> int:
        """Steps after the scene, not counting the passing of time."""
        return sum(move.step.name != "pass_time" for move in self.moves)

    def run(self) -> Run:
        """The whole run from the beginning, with the rules off."""
        return replay(self.scene, self.moves, Enforcing(Weakening.parse(self.without)))

    @property
    def story(self) -> list[str]:
        """The whole run, one sentence a step."""
        return story(self.run())

    @property
    def ending(self) -> list[str]:
        """The part of the story after the scene."""
        return self.story[-self.length :]

    def record(self) -> dict[str, object]:
        """The attack for a machine to read."""
        return {
            "dropped": list(self.without),
            "promise": self.promise.number,
            "promise_title": self.promise.title,
            "length": self.length,
            "minimal": "shortest" if self.shortest else "short",
            "scene": self.scene.title,
            "story": self.story,
            "scene_steps": len(self.story) - self.length,
            "stopped_by": {stop.rule: stop.how for stop in self.stopped_by},
        }


@dataclass
class Findings:
    """What dropping some rules means."""

    without: tuple[str, ...]
    opened: list[str] | None = None
    """Promises and lemmas that are not proved any more; None if nobody tried to prove them."""
    attack: Attack | None = None
    broken_by_fewer: list[str] = field(default_factory=list)
    """Promises that are broken without all of the rules being dropped."""
    searched: int = 0
    """The depth up to which all runs were excluded."""

    @property
    def reason(self) -> str:
        """Why there is no attack."""
        names = " and ".join(self.without) or "any change"
        reasons = [RULES[n].needless for n in self.without if n in RULES and RULES[n].needless]
        if reasons:
            return " ".join(reasons)
        if self.without and not in_steps(self.without):
            return (
                f"{names} speaks of bytes. In the model every object is well formed and every "
                "signature is over what it seems to be; that the rule is needed is shown on bytes."
            )
        if self.opened == []:
            return (
                f"Without {names} no promise breaks: every promise and lemma is still proved, for "
                "any number of accounts and devices."
            )
        return (
            f"Without {names} no promise was seen to break: no run of up to {self.searched} steps "
            f"after the scenes breaks one (a bounded search). Not proved any more: "
            f"{', '.join(self.opened or ['not looked at, as promises were named'])}."
        )

    def record(self) -> dict[str, object]:
        """The findings for a machine to read."""
        if self.attack is not None:
            opened = {} if self.opened is None else {"opened": self.opened}
            return {**self.attack.record(), **opened}
        return {"dropped": list(self.without), "opened": self.opened or [], "reason": self.reason}


def stops(
    promise: Promise, scene: Witness, moves: tuple[Move, ...], without: tuple[str, ...]
) -> Iterator[Stop]:
    """For each rule that stops the run when it alone is switched on again: how."""
    ids = {name.partition(":")[0] for name in without}
    for name in without:
        others = Weakening.parse(other for other in without if other != name)
        reading = Enforcing(others)
        try:
            run = replay(scene, moves, reading)
        except Refused as refusal:
            parts = [judgement for judgement in reading.left_out if judgement.rule.id in ids]
            because = parts[-1:] if refusal.rule.id not in ids else []
            yield Stop(
                name, "refused: " + ", as ".join(map(_described, [refusal.judgement, *because]))
            )
        except NotPossible as impossible:
            yield Stop(name, f"not possible: {impossible}")
        else:
            left_out = [judgement for judgement in reading.left_out if judgement.rule.id in ids]
            if not broken(promise, run):
                how = f"left out: {_described(left_out[-1])}" if left_out else "the promise holds"
                yield Stop(name, how)


def _described(judgement: Judgement) -> str:
    expected, got = judgement.words(word)
    return f"{judgement.rule.id} {judgement.rule.title}: expected {expected}, got {got}"


def replay(scene: Witness, moves: tuple[Move, ...], reading: Enforcing) -> Run:
    """The scene with all rules on, then the moves in the reading; raises where it is refused."""
    run = scene.run(IN_DAYS)
    with read_as(reading):
        for move in moves:
            run.take(move)
    return run


def broken(promise: Promise, run: Run) -> bool:
    """Whether the run breaks the promise, on values."""
    if promise.kind.is_invariant:
        return promise.formula(run.state) is False
    if promise.kind is not Kind.CHANGE:
        return False
    steps = zip(run.states[:-1], run.states[1:], strict=True)
    return any(promise.formula(before, after) is False for before, after in steps)
