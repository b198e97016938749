"""A party: its state, its log, and the only ways in which either changes.

Its state changes by steps of the specification, and by facts: what received bytes prove and what a
session decrypted, which no step can bring about.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import is_dataclass, replace
from typing import Any, ParamSpec, TypeVar

from mdaudit.reference.parties.log import Event, plain_arguments, plain_changes, refusal
from mdaudit.reference.parties.rows import Changes, changes
from mdaudit.reference.parties.seen import Memory
from mdaudit.spec.device_list.wire import has_one_reading
from mdaudit.spec.objects import Malformed
from mdaudit.spec.policy import Policy
from mdaudit.spec.reading import Enforcing, NotPossible, Refused, current, read_as, require
from mdaudit.spec.registry import Rule, Step
from mdaudit.spec.sorts import Time
from mdaudit.spec.state import State, beginning

P = ParamSpec("P")
R = TypeVar("R")


class Party:
    """One party, with what it alone knows.

    Its clock stands for true time, which no party has: whatever it does, it is told the time.
    """

    def __init__(self, policy: Policy | None = None) -> None:
        self.state: State = beginning(policy or Policy())
        """What the party knows, in the words of the specification."""
        self.log: list[Event] = []
        """One dictionary a step, in order; see `mdaudit.reference.parties.log`."""
        self.seen = Memory()
        """Every list, certificate and other object that the party has seen, with its bytes."""
        self._facts: Changes = {}

    def note(self, function: str, *place: Any, becomes: Any = True) -> None:
        """Come to know a fact: the value of a function of the state at one place."""
        noted = getattr(self.state, function)
        if noted(*place) != becomes:
            self.state = replace(self.state, **{function: noted.but(*place, becomes=becomes)})
            self._facts.setdefault(function, {})[place] = becomes

    def take(self, step: Step[P], clock: Time, *arguments: P.args, **rest: P.kwargs) -> Enforcing:
        """Take a step of the specification, in the reading in force, and log it.

        Returns the reading in which it was taken, which knows what its filters left out.

        Raises:
            Refused: a rule does not hold. The state stays as it was.
            NotPossible: an assumption of the step is not met. The state stays as it was.
        """
        named = dict(zip(step.parameters, arguments, strict=True))
        reading = Enforcing(current().weakening)
        with self._logged(step, clock, plain_arguments(named)) as event, read_as(reading):
            before = replace(self.state, now=clock)
            self.state = step(before, *arguments, **rest)
            event["changes"] = plain_changes(changes(before, self.state))
        return reading

    def ask(self, rule: Rule[P], clock: Time, *arguments: P.args, **rest: P.kwargs) -> None:
        """Ask a rule about what is in no party's state; only a refusal is logged.

        Raises:
            Refused: the rule does not hold.
        """
        try:
            require(rule, *arguments, **rest)
        except Refused as refused:
            asked = refused.judgement.arguments
            for described in filter(is_dataclass, asked):
                self.seen.add(described)
            named = dict(zip(inspect.signature(rule.predicate).parameters, asked, strict=True))
            event: Event = {"step": None, "at": clock, "arguments": plain_arguments(named)}
            event |= {"outcome": "refused", "refusal": refusal(refused.judgement)}
            self.log.append(event | self._news())
            raise

    def read(
        self,
        decode: Callable[[bytes], R],
        octets: bytes,
        step: Step[...],
        clock: Time,
        arguments: Mapping[str, Any],
    ) -> R:
        """What received bytes say; the step they are for is logged only if they cannot be read.

        `arguments` are those of the step that are known; None stands for what the bytes would say.

        Raises:
            Refused: the bytes are malformed (WIRE-2).
        """
        try:
            return decode(octets)
        except Malformed as problem:
            name = self.seen.add_unreadable(octets)
            shown = {k: name if v is octets else v for k, v in arguments.items()}
            with self._logged(step, clock, plain_arguments(shown)):
                require(has_one_reading, (str(problem),))
                raise NotPossible(str(problem)) from None

    def tell_what_is_noted(self, clock: Time) -> None:
        """Log facts and objects that no step came after."""
        told = self._news()
        if any(told.values()):
            self.log.append({"step": None, "at": clock, "outcome": "noted", **told})

    def forget_since(self, state: State, told: int) -> None:
        """Go back to an older state and to the first lines of the log: what followed was undone."""
        self.state = state
        self.seen.forget(name for event in self.log[told:] for name in event["objects"])
        self.seen.forget(one.name for one in self.seen.untold())
        del self.log[told:]
        self._facts = {}

    def _news(self) -> Event:
        """What the log was not told yet."""
        facts, self._facts = plain_changes(self._facts), {}
        return {"objects": {one.name: one.line() for one in self.seen.untold()}, "facts": facts}

    @contextmanager
    def _logged(
        self, step: Step[...], clock: Time, arguments: Mapping[str, Any]
    ) -> Iterator[Event]:
        event: Event = {"step": step.name, "at": clock, "arguments": dict(arguments)}
        event |= self._news()
        self.log.append(event)
        try:
            yield event
        except Refused as refused:
            event |= {"outcome": "refused", "refusal": refusal(refused.judgement)}
            raise
        except NotPossible as problem:
            event |= {"outcome": "not possible", "because": str(problem)}
            raise
        event["outcome"] = "done"
