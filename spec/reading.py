"""How a rule is used: as a guard (`require`), as a filter (`holds`), and what happens then.

A reading decides what a guard does. `Enforcing` refuses a step at the first rule that does not
hold: that is the client. The provers collect guards as formulas, the auditor writes down every
verdict; both live where they are needed and only implement `Reading`.

Both uses of a rule, and every `part` of a step, go through the reading's `Weakening`: that is the
only way to switch a rule off, and only ``checks`` does it.
"""

from __future__ import annotations

import functools
import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, ParamSpec, TypeVar, get_type_hints

from mdaudit.spec.registry import RULES, Blame, Rule, Variant
from mdaudit.spec.sorts import Truth

P = ParamSpec("P")
R = TypeVar("R")

KEY_LENGTH: Final = 32
"""Bytes of a real identity key; shorter ones are names in a model."""


class UnknownRuleError(KeyError):
    """A rule or variant that does not exist was named; a mistake of the caller."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Weakening:
    """Rules that are dropped or replaced by a named weaker variant."""

    dropped: frozenset[str] = frozenset()
    variants: tuple[Variant[..., Any], ...] = ()

    @staticmethod
    def parse(names: Iterable[str]) -> Weakening:
        """From names such as ``LIST-3`` (dropped) or ``LIST-6:own-current-index`` (a variant)."""
        dropped, variants = set(), []
        for name in names:
            identifier, _, weaker = name.partition(":")
            if identifier not in RULES:
                raise UnknownRuleError(f"there is no rule {identifier}; `mdaudit rules` lists them")
            if weaker and weaker not in RULES[identifier].variants:
                known = ", ".join(RULES[identifier].variants) or "none"
                raise UnknownRuleError(f"{identifier} has no variant {weaker}; it has: {known}")
            if weaker:
                variants.append(RULES[identifier].variants[weaker])
            else:
                dropped.add(identifier)
        return Weakening(frozenset(dropped), tuple(variants))

    def version_of(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, or the variant that replaces it."""
        for variant in self.variants:
            if variant.replaces is function:
                return variant.function
        return function

    def answer(self, of: Rule[...], arguments: tuple[Any, ...]) -> Truth:
        """What the rule says, if it is not dropped or replaced."""
        if of.id in self.dropped:
            return of.without
        answer: Truth = self.version_of(of.predicate)(*arguments)
        return answer


def plain(value: Any, _sort: Any) -> str:
    """A value in words: keys in hexadecimal, names as they are."""
    if value == b"":
        return "no key"
    if isinstance(value, bytes):
        return value.hex() if len(value) == KEY_LENGTH else value.decode(errors="replace")
    return str(value)


@dataclass(frozen=True)
class Judgement:
    """One rule on one occasion: its answer, and what was expected and what was there."""

    rule: Rule[...]
    arguments: tuple[Any, ...]
    answer: Truth

    def words(self, show: Callable[[Any, Any], str] = plain) -> tuple[str, str]:
        """What the rule expected and what was there; `show` renders a value of a sort."""
        hints = get_type_hints(self.rule.predicate)
        names = inspect.signature(self.rule.predicate).parameters
        shown = {n: show(a, hints[n]) for n, a in zip(names, self.arguments, strict=True)}
        return self.rule.expected.format_map(shown), self.rule.got.format_map(shown)


class Refused(Exception):  # noqa: N818 - a refusal is an outcome, not a defect
    """The other side lied, or asked for too much: a rule does not hold."""

    def __init__(self, judgement: Judgement) -> None:
        self.judgement = judgement
        expected, got = judgement.words()
        super().__init__(f"{self.rule.id} {self.rule.title}: expected {expected}, got {got}")

    @property
    def rule(self) -> Rule[...]:
        """The rule that refused."""
        return self.judgement.rule

    @property
    def blame(self) -> Blame:
        """Who must have misbehaved."""
        return self.judgement.rule.blame


class NotPossible(Exception):  # noqa: N818 - an outcome, not a defect
    """The step cannot happen here: an assumption about honest behaviour or clocks is not met."""


class Reading(ABC):
    """What differs between the readings; everything else is written once."""

    weakening: Weakening
    """Which rules are dropped or replaced."""

    @abstractmethod
    def require(self, judgement: Judgement) -> None:
        """A guard of a step."""

    @abstractmethod
    def assume(self, condition: Truth, what: str) -> None:
        """An assumption about honest behaviour, clocks or fresh names; never dropped."""

    def filtered(self, judgement: Judgement) -> None:  # noqa: B027 - most readings do not look
        """A filter was asked; by default nobody looks."""


@dataclass
class Enforcing(Reading):
    """The reading on values: the first rule that does not hold refuses the step."""

    weakening: Weakening = field(default_factory=Weakening)
    left_out: list[Judgement] = field(default_factory=list)
    """Rules asked with `holds` that did not hold, such as those by which a copy was left out."""

    def require(self, judgement: Judgement) -> None:
        if judgement.answer is not True:
            raise Refused(judgement)

    def assume(self, condition: Truth, what: str) -> None:
        if condition is not True:
            raise NotPossible(what)

    def filtered(self, judgement: Judgement) -> None:
        if judgement.answer is not True:
            self.left_out.append(judgement)


_reading: ContextVar[Reading] = ContextVar("reading")


def current() -> Reading:
    """The reading in force; `Enforcing` with every rule on unless another was chosen."""
    chosen = _reading.get(None)
    return Enforcing() if chosen is None else chosen


@contextmanager
def read_as(reading: Reading) -> Iterator[Reading]:
    """Read the specification in this way inside the block."""
    token = _reading.set(reading)
    try:
        yield reading
    finally:
        _reading.reset(token)


def require(of: Rule[P], *arguments: P.args, **_: P.kwargs) -> None:
    """The step is refused unless the rule holds."""
    reading = current()
    answer = reading.weakening.answer(of, arguments)
    reading.require(Judgement(of, arguments, answer))


def holds(of: Rule[P], *arguments: P.args, **_: P.kwargs) -> Truth:
    """Whether the rule holds: for filters, and for rules that are part of another rule."""
    reading = current()
    answer = reading.weakening.answer(of, arguments)
    reading.filtered(Judgement(of, arguments, answer))
    return answer


def assume(condition: Truth, what: str) -> None:
    """The step happens only if this is so; not a rule that anybody could break."""
    current().assume(condition, what)


def part(function: Callable[P, R]) -> Callable[P, R]:
    """A computation inside a step that a weaker `variant` of its rule may replace."""

    @functools.wraps(function)
    def call(*arguments: P.args, **named: P.kwargs) -> R:
        chosen: Callable[P, R] = current().weakening.version_of(call)
        return function(*arguments, **named) if chosen is call else chosen(*arguments, **named)

    return call
