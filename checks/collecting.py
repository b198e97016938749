"""The symbolic reading: guards and assumptions are collected as formulas instead of enforced."""

from __future__ import annotations

from dataclasses import dataclass, field

from mdaudit.spec.reading import Judgement, Reading, Weakening
from mdaudit.spec.sorts import Truth


@dataclass
class Collecting(Reading):
    """A reading in which every guard becomes a premise of what is to be proved."""

    weakening: Weakening = field(default_factory=Weakening)
    guards: list[tuple[str, Truth]] = field(default_factory=list)
    """The rules that were required, by id, with what each of them demands."""
    assumed: list[Truth] = field(default_factory=list)
    """What was assumed of honest behaviour, clocks and fresh names."""
    rules: set[str] = field(default_factory=set)
    """The rules that were asked, as guards or as filters."""

    @property
    def premises(self) -> list[Truth]:
        """What must hold for the step to happen at all."""
        return [*self.assumed, *(demand for _, demand in self.guards)]

    def require(self, judgement: Judgement) -> None:
        """A guard is a premise."""
        self.rules.add(judgement.rule.id)
        self.guards.append((judgement.rule.id, judgement.answer))

    def assume(self, condition: Truth, what: str) -> None:
        """An assumption is a premise, too."""
        del what
        self.assumed.append(condition)

    def filtered(self, judgement: Judgement) -> None:
        """A filter is part of an effect, not a premise."""
        self.rules.add(judgement.rule.id)
