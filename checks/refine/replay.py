"""The replay: event by event, in the model's full state."""

from __future__ import annotations

from base64 import b64decode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from mdaudit.checks.refine.asked import ASKED_ALONE, refuses
from mdaudit.checks.refine.encrypted import differs, should_tell
from mdaudit.checks.refine.facts import is_proved, may_be_taken
from mdaudit.checks.refine.objects import is_what_its_bytes_say
from mdaudit.reference.parties.log import Event, plain_changes
from mdaudit.reference.parties.plain import restored
from mdaudit.reference.parties.rows import changes
from mdaudit.reference.parties.seen import Memory
from mdaudit.spec.chapters import STEPS
from mdaudit.spec.objects import Malformed
from mdaudit.spec.policy import Policy
from mdaudit.spec.reading import Enforcing, NotPossible, Refused, read_as
from mdaudit.spec.registry import Actor, Step
from mdaudit.spec.sorts import Time
from mdaudit.spec.state import State, beginning
from mdaudit.spec.state.system import functions, kept

KEPT = frozenset(kept(State))

THOSE_OF_A_CLIENT: Final = frozenset({Actor.PRIMARY, Actor.COMPANION, Actor.CLIENT, Actor.SERVER})
"""Whose steps are in a client's log: what a server says is there as the client heard it."""


@dataclass(frozen=True)
class Divergence:
    """A line at which the client and the model part."""

    line: int
    step: str
    expected: str
    """What the model says."""
    got: str
    """What the log says."""
    rule: str | None = None
    """The rule by which the model refuses what the client did."""


@dataclass
class Replay:
    """What became of a log."""

    events: Counter[str] = field(default_factory=Counter)
    """How many events ended in which way."""
    refused_by: Counter[str] = field(default_factory=Counter)
    """How often which rule refused something, in the log."""
    proved: Counter[str] = field(default_factory=Counter)
    """Facts that the bytes in the log prove, by function."""
    taken: Counter[str] = field(default_factory=Counter)
    """Facts that are the client's word, by function."""
    divergence: Divergence | None = None
    """The first line that the model does not follow; the rest was not replayed."""
    state: State = field(default_factory=lambda: beginning(Policy()))
    """The model's state after the last event that it followed."""


class _DivergedError(Exception):
    def __init__(self, expected: str, got: str, rule: str | None = None) -> None:
        self.expected, self.got, self.rule = expected, got, rule
        super().__init__(expected)


def replay(log: Iterable[tuple[int, Event]], policy: Policy | None = None) -> Replay:
    """Replay a log from its first event on, until the end or the first divergence."""
    player = _Player(Replay(state=beginning(policy or Policy())))
    for line, event in log:
        try:
            player.play(event)
        except _DivergedError as at:
            step = str(event.get("step"))
            player.replay.divergence = Divergence(line, step, at.expected, at.got, at.rule)
            break
    return player.replay


class _Player:
    def __init__(self, result: Replay) -> None:
        self.replay = result
        self._memory = Memory()

    def play(self, event: Event) -> None:
        """One event; the state is the model's after it."""
        try:
            self._see(event["objects"])
            for fact in event["facts"]:
                self._note(*fact)
            if event.get("step") is not None:
                self._take(event)
            elif event["outcome"] == "refused":
                self._ask(event)
        except (KeyError, ValueError, TypeError) as problem:
            raise _DivergedError("an event that this program can write", repr(problem)) from None
        self.replay.events[event["outcome"]] += 1
        if event["outcome"] == "refused":
            self.replay.refused_by[event["refusal"]["rule"]] += 1

    def _see(self, objects: dict[str, Any]) -> None:
        for name, spelled in objects.items():
            octets = b64decode(spelled["octets"]) if "octets" in spelled else None
            seen = self._memory.read(name, spelled, octets)
            if not is_what_its_bytes_say(seen):
                raise _DivergedError(f"{name} as its bytes say", "another description")
            self._memory.restore(seen)

    def _note(self, function: str, spelled: list[Any], value: Any) -> None:
        place, becomes = self._row(function, spelled, value)
        try:
            proved = is_proved(self._memory, function, place, becomes)
        except (KeyError, Malformed):
            proved = False
        if proved is False:
            raise _DivergedError(f"{function} as the bytes prove", f"{becomes}, unproved")
        if proved is None and not may_be_taken(function, becomes):
            raise _DivergedError("facts that steps do not bring about", f"{function} {becomes}")
        (self.replay.taken if proved is None else self.replay.proved)[function] += 1
        known = getattr(self.replay.state, function).but(*place, becomes=becomes)
        self.replay.state = replace(self.replay.state, **{function: known})

    def _row(self, function: str, spelled: list[Any], value: Any) -> tuple[tuple[Any, ...], Any]:
        if function not in KEPT:
            raise _DivergedError("a function that a client keeps", function)
        symbol, _ = functions(State)[function]
        pairs = zip(spelled, symbol.sorts, strict=True)
        place = tuple(restored(one, sort, self._memory.find) for one, sort in pairs)
        return place, restored(value, symbol.result, self._memory.find)

    def _ask(self, event: Event) -> None:
        """A refusal without a step: the rule is asked again of what the log says it was asked."""
        name = event["refusal"]["rule"]
        rule = ASKED_ALONE.get(name)
        if rule is None:
            raise _DivergedError("a step in which the rule is asked", f"{name} alone", name)
        if not refuses(self._memory, rule, event["arguments"]):
            raise _DivergedError(f"what {name} refuses", "what it lets pass", name)

    def _take(self, event: Event) -> None:
        step = STEPS[event["step"]]
        if step.system is not State or step.by not in THOSE_OF_A_CLIENT:
            raise _DivergedError("a step that a client takes", f"one of: {step.by.value}")
        if event["outcome"] in {"refused", "not possible"} and self._was_unreadable(event):
            return  # what could not be read never came to a step
        before = replace(self.replay.state, now=Time(event["at"]))
        reading = Enforcing()
        outcome, rule, after = _outcome(step, before, self._arguments(step, event), reading)
        said = event["refusal"]["rule"] if event["outcome"] == "refused" else None
        if (outcome, rule) != (event["outcome"], said):
            got = f"{event['outcome']} by {said}" if said else event["outcome"]
            raise _DivergedError(f"{outcome} by {rule}" if rule else outcome, got, rule)
        if outcome == "done":
            self._compare(before, after, event["changes"])
            for member in differs(event, should_tell(event, after, reading)):
                raise _DivergedError(f"{member} as the step answers", str(event[member]))
            self.replay.state = after

    def _was_unreadable(self, event: Event) -> bool:
        names = [v for v in event["arguments"].values() if isinstance(v, str)]
        return any(name.startswith("unreadable ") for name in names)

    def _arguments(self, step: Step[...], event: Event) -> tuple[Any, ...]:
        spelled = event["arguments"]
        if list(spelled) != list(step.parameters):
            raise _DivergedError(f"arguments {list(step.parameters)}", str(list(spelled)))
        return tuple(
            restored(spelled[name], sort, self._memory.find)
            for name, sort in step.parameters.items()
        )

    def _compare(self, before: State, after: State, said: list[Any]) -> None:
        changed = plain_changes(changes(before, after))
        if changed != said:
            missing = [row for row in changed if row not in said]
            extra = [row for row in said if row not in changed]
            raise _DivergedError(f"changes {missing or changed}", str(extra or said))


def _outcome(
    step: Step[...], before: State, arguments: tuple[Any, ...], reading: Enforcing
) -> tuple[str, str | None, State]:
    """How the step ends in the model: with every rule on."""
    try:
        with read_as(reading):
            return "done", None, step(before, *arguments)
    except Refused as refused:
        return "refused", refused.rule.id, before
    except NotPossible:
        return "not possible", None, before
