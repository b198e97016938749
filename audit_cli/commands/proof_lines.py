"""The result of a proof, in lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mdaudit.checks.answer import Verdict
    from mdaudit.checks.proofs import Group, Outcome
    from mdaudit.spec.registry import Lemma, Promise

SAID = {"unsat": "proved", "sat": "can be violated", "unknown": "unknown"}
"""What a solver's answer means for an obligation."""


def proof_lines(groups: list[Group], recorded: dict[str, Any]) -> list[str]:
    """One line per promise and lemma, what is not proved, and the totals."""
    from mdaudit.checks.proofs import title_of
    from mdaudit.spec.registry import Promise

    lines: list[str] = []
    for group in groups:
        name = f"promise {group.id}" if isinstance(group.subject, Promise) else "lemma"
        count, title = len(group.outcomes), title_of(group.subject)
        lines.append(
            f"{group.result:9}{name:12}{count:4} obligations {group.seconds:6.2f} s  {title}"
        )
        lines += (_not_proved(group.subject, outcome) for outcome in group.left_open)
    proved = sum(group.is_proved for group in groups)
    lines.append(f"{proved} of {len(groups)} promises and lemmas proved.")
    return [*lines, *totals_lines(recorded)]


def _not_proved(subject: Promise | Lemma, outcome: Outcome) -> str:
    """Which obligation it is, what each solver says, and what to do."""
    said = "; ".join(_said(name, verdict) for name, verdict in outcome.verdicts.items())
    return f"         not proved: {outcome.case}: {said}; next: {_next(subject, outcome)}"


def _said(solver: str, verdict: Verdict) -> str:
    return f"{solver} says {SAID[verdict.answer.value]} after {verdict.seconds:.1f} s"


def _next(subject: Promise | Lemma, outcome: Outcome) -> str:
    from mdaudit.checks.answer import Answer, contradict
    from mdaudit.spec.registry import Promise

    if contradict(outcome.answers):
        return "one solver is wrong: --smt2 DIR, and ask a third one"
    if Answer.IMPOSSIBLE in outcome.answers:
        return "a larger --budget; or --smt2 DIR, and look at this obligation"
    number = subject.number if isinstance(subject, Promise) else subject.supports[0]
    return f"mdaudit attack --promise {number}, or strengthen a lemma"


def totals_lines(recorded: dict[str, Any]) -> Iterator[str]:
    """The run in numbers, and who was asked."""
    numbers = recorded["totals"]
    yield (
        f"{numbers['obligations']} obligations, {numbers['by_frame']} of them by frame (the step "
        f"changes nothing they read), from {numbers['promises']} promises, {numbers['lemmas']} "
        f"lemmas, {numbers['steps']} steps and {numbers['rules']} rules;"
    )
    yield (
        f"{' and '.join(recorded['solvers'])}, seed {recorded['seed']}, at most "
        f"{recorded['budget']['seconds']:g} s each; {numbers['seconds']:.1f} s of solving"
    )
