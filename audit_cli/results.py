"""The verdict on each rule for each account: the worst one, and what is missing to decide it.

A report keeps a bounded number of them. Further ones are added up, one for each rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.printable import printable
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.trial.trail import Entry
from mdaudit.spec.chapters import RULES
from mdaudit.spec.logic import Missing

MOST_RESULTS: Final = 20_000
"""Results for one account and rule; further ones are added up."""


class Answer(Enum):
    """What the evidence says about a rule, worst first."""

    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    PASS = "pass"  # noqa: S105 - a verdict
    NOTE = "note"


WORST_FIRST: Final = tuple(Answer)
"""All answers."""


@dataclass(frozen=True, slots=True)
class Result:
    """One rule, for one account."""

    source: str
    account: str
    rule: str
    title: str
    answer: Answer
    judged: int
    """On how many occasions it was judged."""
    missing: tuple[str, ...]
    """What would have to be known."""


@dataclass
class Results:
    """The results of a report: those that it shows, and how many there were."""

    kept: list[Result] = field(default_factory=list)
    further: dict[str, Result] = field(default_factory=dict)
    """By rule, what those for which there was no room come to."""
    counted: Counter[Answer] = field(default_factory=Counter)
    """All of them, by verdict."""

    def add(self, results: Iterable[Result]) -> None:
        """Keep results, or add each to the one of its rule for all further accounts."""
        for result in results:
            self.counted[result.answer] += 1
            if len(self.kept) < MOST_RESULTS:
                self.kept.append(result)
            else:
                before = self.further.get(result.rule)
                self.further[result.rule] = _added_up(result, before)

    @property
    def shown(self) -> list[Result]:
        """Those that are kept, then one for each rule for all further accounts."""
        return [*self.kept, *(self.further[rule] for rule in RULES if rule in self.further)]

    @property
    def added_up(self) -> int:
        """How many are only part of one for all further accounts."""
        return self.counted.total() - len(self.kept)


def results_of(document: Document, entries: Iterable[Entry], names: Names) -> Iterator[Result]:
    """The results by account, in order of appearance, then by rule, in reading order."""
    grouped: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries:
        group = grouped.setdefault(entry.occasion.account, {})
        group.setdefault(entry.rule, []).append(entry)
    source = printable(document.name)
    for account, rules in grouped.items():
        words = printable(names.account(account))
        for rule in RULES:
            if rule in rules:
                yield _result(source, words, rules[rule])


def _result(source: str, account: str, entries: list[Entry]) -> Result:
    answers = [_answer(entry) for entry in entries]
    worst = next(answer for answer in WORST_FIRST if answer in answers)
    missing = [
        what
        for entry in entries
        if isinstance(entry.verdict.answer, Missing)
        for what in entry.verdict.answer.what
    ]
    rule = entries[0].verdict.rule
    return Result(
        source,
        account,
        rule.id,
        rule.title,
        worst,
        len(entries),
        tuple(dict.fromkeys(map(printable, missing))) if worst is Answer.INCONCLUSIVE else (),
    )


def _added_up(result: Result, before: Result | None) -> Result:
    """One result for all further accounts: the worst verdict, and what is missing for the first."""
    both = (result,) if before is None else (before, result)
    worst = min(both, key=lambda each: WORST_FIRST.index(each.answer))
    return Result(
        "further inputs",
        "all further accounts",
        result.rule,
        result.title,
        worst.answer,
        sum(each.judged for each in both),
        worst.missing,
    )


def _answer(entry: Entry) -> Answer:
    if isinstance(entry.verdict.answer, Missing):
        return Answer.INCONCLUSIVE
    if entry.verdict.answer:
        return Answer.PASS
    return Answer.NOTE if is_note(entry) else Answer.FAIL


def is_note(entry: Entry) -> bool:
    """Whether a failure does not count: the client did right, or it is only odd."""
    return entry.occasion.conduct in {Conduct.REFUSED, Conduct.WITHHELD, Conduct.OBSERVED}
