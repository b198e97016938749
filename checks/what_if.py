"""What if rules were not followed: the promises and lemmas that open, or why none does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mdaudit.checks.attack import Findings
from mdaudit.checks.hunt import candidates
from mdaudit.checks.proofs import Z3, Group, Task, how, prove, totals
from mdaudit.checks.unbounded import Budget
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import Lemma, Promise


@dataclass(frozen=True)
class WhatIf:
    """What is left without some rules."""

    without: tuple[str, ...]
    """As in `Weakening.parse`."""
    groups: list[Group]

    @property
    def opened(self) -> list[Group]:
        """The promises and lemmas that are not proved any more."""
        return [group for group in self.groups if not group.is_proved]

    @property
    def shaken(self) -> list[Promise]:
        """Promises whose own obligations are proved, but with lemmas or promises that opened."""
        resting = candidates([group.subject for group in self.opened])
        proved = [group.subject for group in self.groups if group.is_proved]
        return [promise for promise in resting if promise in proved]

    @property
    def reason(self) -> str:
        """Why nothing opened."""
        return Findings(self.without, opened=[]).reason

    def record(self) -> dict[str, object]:
        """The answer for a machine to read."""
        opened = self.opened
        said: dict[str, object] = {
            "without": list(self.without),
            "opened": {
                "promises": [group.id for group in opened if isinstance(group.subject, Promise)],
                "lemmas": [group.id for group in opened if isinstance(group.subject, Lemma)],
            },
            "shaken": [promise.number for promise in self.shaken],
        }
        return said if opened else {**said, "reason": self.reason}


def what_if(
    names: tuple[str, ...],
    task: Task,
    solvers: tuple[str, ...] = Z3,
    *,
    seconds: float = Budget.seconds,
    progress: Callable[[str], None] = lambda _: None,
) -> WhatIf:
    """Drop the rules, or replace them by a weaker variant, and prove what can be proved.

    Only what is another question than with all rules on is asked.

    Raises:
        UnknownRuleError: there is no such rule or variant.
    """
    weakened = replace(task, weakening=Weakening.parse(names))
    besides = replace(task, weakening=Weakening())
    budget = Budget(seconds)
    return WhatIf(
        names, prove(weakened, solvers, budget=budget, besides=besides, progress=progress)
    )


def each_and_together(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Each name alone; then, of several, all of them."""
    sets: list[tuple[str, ...]] = [(name,) for name in names]
    return [*sets, names] if len(names) > 1 else sets


def record(answers: list[WhatIf], solvers: tuple[str, ...], seconds: float) -> dict[str, object]:
    """All answers for a machine to read (``mdaudit-what-if/1``)."""
    return {
        "format": "mdaudit-what-if/1",
        **how(solvers, Budget(seconds)),
        "answers": [answer.record() for answer in answers],
        "totals": totals(answers[-1].groups),
    }
