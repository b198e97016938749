"""The auditor's reading of the specification: every rule is asked, no answer stops a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mdaudit.audit_cli.decidable import decidable_from
from mdaudit.spec.device_list.acceptance import same_time_same_content
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import Judgement, Reading, Weakening, read_as
from mdaudit.spec.registry import Rule
from mdaudit.spec.sorts import Truth
from mdaudit.spec.state import State


@dataclass(frozen=True)
class Judged:
    """A rule that was asked, and the rules that were asked to answer it."""

    judgement: Judgement
    parts: tuple[Judged, ...] = ()

    @property
    def rule(self) -> Rule[...]:
        """The rule."""
        return self.judgement.rule


@dataclass(frozen=True)
class _Nesting(Weakening):
    """Sees where the answer of a rule begins and ends, so that its parts are told apart."""

    open: list[list[Judged]] = field(default_factory=lambda: [[]])
    closed: list[tuple[Judged, ...]] = field(default_factory=list)

    def answer(self, of: Rule[...], arguments: tuple[Any, ...]) -> Truth:
        self.open.append([])
        answer = super().answer(of, arguments)
        self.closed.append(tuple(self.open.pop()))
        return answer


class Judging(Reading):
    """Writes every judgement down and lets the step go on."""

    def __init__(self, weakening: Weakening | None = None) -> None:
        chosen = weakening or Weakening()
        self._nesting = _Nesting(chosen.dropped, chosen.variants)
        self.weakening = self._nesting
        self.unmet = False
        """An assumption of the step is not met: it cannot have happened like this."""

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The rules that the steps asked, in order, without those that other rules asked."""
        return tuple(self._nesting.open[0])

    def require(self, judgement: Judgement) -> None:
        """Write a guard down."""
        self._nesting.open[-1].append(Judged(judgement, self._nesting.closed.pop()))

    def filtered(self, judgement: Judgement) -> None:
        """Write a filter down."""
        self.require(judgement)

    def assume(self, condition: Truth, what: str) -> None:  # noqa: ARG002 - nobody is told
        """Remember only that an assumption is not met."""
        self.unmet = self.unmet or condition is False


@dataclass(frozen=True)
class Verdict:
    """What the evidence says about one rule on one occasion."""

    judgement: Judgement
    answer: bool | Missing
    """True, false, or what would have to be known."""

    @property
    def rule(self) -> Rule[...]:
        """The rule."""
        return self.judgement.rule


@dataclass(frozen=True)
class Taken:
    """A step that was taken in the auditor's reading."""

    verdicts: tuple[Verdict, ...]
    after: State
    unmet: bool

    @property
    def answer(self) -> bool | Missing:
        """Whether every rule of the step holds."""
        answers = [verdict.answer for verdict in self.verdicts]
        if any(answer is False for answer in answers):
            return False
        return next((answer for answer in answers if isinstance(answer, Missing)), True)

    def about(self, *rules: Rule[...]) -> tuple[Verdict, ...]:
        """The verdicts about some of the rules."""
        return tuple(verdict for verdict in self.verdicts if verdict.rule in rules)


@dataclass(frozen=True)
class Completion:
    """What may have been the case instead: the gaps of the evidence filled in another way."""

    state: State
    words: str
    """What would have to be known to rule it out."""
    is_as_likely: bool = False
    """It fits the evidence as well as what is known: what holds must hold in it, too."""


Others = tuple[tuple[Judged | None, Completion], ...]
"""What a rule was judged in each completion; None: it was not asked there."""


def take(
    action: Callable[[State], State],
    known: State,
    doubted: State,
    weakening: Weakening | None = None,
    completions: Iterable[Completion] = (),
    orders: Iterable[Completion] = (),
) -> Taken:
    """Take a step several times: with what is known, with what is certain, and in completions.

    `known` holds the evidence as it stands. In `doubted` everything is missing that evidence not
    shown could change. What holds in spite of every doubt holds. What fails by what is known has
    failed if it fails in every completion as well; the rest is inconclusive. `orders`: what may
    have been the case because of what came first. Rules that no input can decide are left out.
    """
    reading = Judging(weakening)
    with read_as(reading):
        after = action(known)
    doubting = reading if doubted is known else _tried(action, doubted, weakening)
    in_doubt = any(judged.judgement.answer is False for judged in reading.judged)
    tried = (*orders, *completions) if in_doubt else [o for o in orders if o.is_as_likely]
    others = [
        (
            _aligned(reading.judged, _tried(action, completion.state, weakening).judged),
            completion,
        )
        for completion in tried
    ]
    verdicts = [
        verdict
        for number, (sure, shaky) in enumerate(zip(reading.judged, doubting.judged, strict=True))
        for verdict in _verdicts(sure, shaky, tuple([(o[number], where) for o, where in others]))
        if decidable_from(verdict.rule.id)
    ]
    return Taken(tuple(verdicts), after, reading.unmet)


def _aligned(ours: tuple[Judged, ...], theirs: tuple[Judged, ...]) -> tuple[Judged | None, ...]:
    """What was judged elsewhere, in our order; None where a rule was not asked there."""
    if [judged.rule for judged in ours] == [judged.rule for judged in theirs]:
        return theirs
    asked: dict[str, list[Judged]] = {}
    for other in reversed(theirs):
        asked.setdefault(other.rule.id, []).append(other)
    rules = (judged.rule.id for judged in ours)
    return tuple(asked[rule].pop() if asked.get(rule) else None for rule in rules)


def _tried(action: Callable[[State], State], s: State, weakening: Weakening | None) -> Judging:
    reading = Judging(weakening)
    with read_as(reading):
        action(s)
    return reading


def _verdicts(sure: Judged, shaky: Judged, others: Others) -> Iterator[Verdict]:
    """The verdict on a rule, then those on the parts of it that decided it."""
    answer = _combined(sure, shaky, others)
    yield Verdict(sure.judgement, answer)
    elsewhere = [(_aligned(sure.parts, o.parts if o else ()), where) for o, where in others]
    for number, (part, shaky_part) in enumerate(zip(sure.parts, shaky.parts, strict=True)):
        parts = tuple((other[number], where) for other, where in elsewhere)
        part_answer = _combined(part, shaky_part, parts)
        if answer is False and part_answer is False:
            if _holds_without(sure.judgement, part.rule):
                yield from _verdicts(part, shaky_part, parts)
        elif type(part_answer) is type(answer) and part_answer is not False:
            yield from _verdicts(part, shaky_part, parts)


def _combined(sure: Judged, shaky: Judged, others: Others) -> bool | Missing:
    """The answer of a rule; completions do not matter to LIST-4.

    Two lists of one time that say two things are both in evidence, whatever came between.
    """
    answers = () if sure.rule is same_time_same_content else others
    return combined(
        sure.judgement.answer,
        shaky.judgement.answer,
        tuple((other.judgement.answer, where) for other, where in answers if other),
    )


def combined(
    sure: Any, shaky: Any, others: tuple[tuple[Any, Completion], ...] = ()
) -> bool | Missing:
    """An answer from what is known, what is certain, and what completions answer.

    False must be false in every completion, true must be sure, and true in those as likely.
    """
    if sure is False or shaky is True:
        what = [
            words
            for other, where in others
            if other is not sure and (sure is False or where.is_as_likely)
            for words in _lacking(other, where.words)
        ]
        return Missing(*what) if what else sure is not False
    return shaky if isinstance(shaky, Missing) else Missing(*sure.what)


def _lacking(answer: Any, words: str) -> tuple[str, ...]:
    return answer.what if isinstance(answer, Missing) else (words,)


def _holds_without(judgement: Judgement, part: Rule[...]) -> bool:
    """Whether the rule would hold if this part of it were dropped: then the part is the cause."""
    with read_as(Judging(Weakening(frozenset({part.id})))) as reading:
        return reading.weakening.answer(judgement.rule, judgement.arguments) is True
