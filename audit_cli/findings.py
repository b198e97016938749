"""From verdicts to what a report says: findings, results for each account and rule, a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from mdaudit.audit_cli.advice import advice_for
from mdaudit.audit_cli.audited_input import Input, told
from mdaudit.audit_cli.blame import Blamed, Conduct, blamed
from mdaudit.audit_cli.fingerprint import Fingerprinter
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.printable import printable
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.severity import Severity, severity_of
from mdaudit.audit_cli.suppressions import Suppression, Suppressions
from mdaudit.audit_cli.timeline import Timelines, timelines
from mdaudit.audit_cli.trial.answers import DirectAnswer, Point
from mdaudit.audit_cli.trial.trail import Entry, Trail
from mdaudit.spec.chapters import RULES
from mdaudit.spec.logic import Missing
from mdaudit.spec.policy import Policy


class Answer(Enum):
    """What the evidence says about a rule, worst first."""

    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    PASS = "pass"  # noqa: S105 - a verdict
    NOTE = "note"


class Confidence(Enum):
    """How sure a finding is, if the assumptions hold."""

    HIGH = "high"
    """It follows from the evidence."""
    MEDIUM = "medium"
    """It is the likeliest explanation of the evidence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken rule on one occasion, or a note."""

    rule: str
    title: str
    answer: Answer
    """`FAIL` or `NOTE`."""
    severity: Severity
    confidence: Confidence
    blame: tuple[Blamed, ...]
    account: str
    subject: str
    source: str
    """The input."""
    digest: str
    """SHA-256 of the input, in hexadecimal."""
    pointers: tuple[str, ...]
    """JSON Pointers into the input, the nearest first."""
    expected: str
    got: str
    advice: str
    fingerprint: str
    suppression: Suppression | None = None
    """The entry of the suppression file about it; of a finding that counts, one that expired."""

    @property
    def link(self) -> str:
        """The rule's page in the documentation."""
        return f"rules.html#{self.rule.lower()}"


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
class Report:
    """What an audit found in all its inputs; every format shows this and nothing else.

    Texts that come from evidence are printable, and otherwise as hostile as whoever wrote them.
    """

    findings: list[Finding] = field(default_factory=list)
    """Findings that count, and notes."""
    suppressed: list[Finding] = field(default_factory=list)
    """Findings and notes that do not count, because the suppression file says so."""
    results: list[Result] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    answers: list[DirectAnswer] = field(default_factory=list)
    """To the questions about clients' stores."""
    timelines: Timelines = field(default_factory=Timelines)
    policy: Policy = field(default_factory=Policy)
    """The thresholds that were applied."""
    suppressions: Suppressions = field(default_factory=Suppressions)
    """What the audit was told not to count."""
    problems: list[str] = field(default_factory=list)
    """A line for each input that could not be audited."""

    @property
    def failed(self) -> list[Finding]:
        """The findings, without notes."""
        return [finding for finding in self.findings if finding.answer is Answer.FAIL]

    @property
    def notes(self) -> list[Finding]:
        """The notes."""
        return [finding for finding in self.findings if finding.answer is Answer.NOTE]

    @property
    def unused(self) -> list[Suppression]:
        """The suppressions that are about nothing that was found."""
        used = {finding.suppression for finding in (*self.findings, *self.suppressed)}
        return [entry for entry in self.suppressions.entries if entry not in used]

    @property
    def highest(self) -> Severity:
        """The highest severity found; notes do not count."""
        return max((finding.severity for finding in self.findings), default=Severity.NOTE)

    @property
    def inconclusive(self) -> bool:
        """Whether some rule could not be decided."""
        return any(result.answer is Answer.INCONCLUSIVE for result in self.results)

    @property
    def decided(self) -> bool:
        """Whether any rule was decided at all."""
        return any(result.answer is not Answer.INCONCLUSIVE for result in self.results)

    def counts(self) -> dict[str, int]:
        """How many results there are of each answer."""
        counted = Counter(result.answer for result in self.results)
        return {answer.value: counted[answer] for answer in Answer}

    def add(
        self, document: Document, trail: Trail, names: Names, fingerprints: Fingerprinter
    ) -> None:
        """Add what one document showed."""
        self.inputs.append(told(document))
        known: dict[str, Finding] = {}
        for entry in trail.entries:
            if entry.verdict.answer is False:
                finding = _finding(document, entry, names, fingerprints)
                if finding.fingerprint not in known:
                    known[finding.fingerprint] = self._weighed(finding, entry)
        found = sorted(known.values(), key=lambda finding: -finding.severity)
        counted = [finding for finding in found if not self._is_suppressed(finding)]
        self.findings += counted
        self.suppressed += filter(self._is_suppressed, found)
        self.results += _results(document, trail.entries, names)
        self.answers += map(_readable, trail.answers)
        for timeline in timelines(document, trail.moments, counted, names):
            self.timelines.add(timeline)

    def _weighed(self, finding: Finding, entry: Entry) -> Finding:
        """The finding with the suppression that is about it, if there is one."""
        names = (finding.fingerprint, entry.occasion.account, finding.subject)
        return replace(finding, suppression=self.suppressions.of(finding.rule, names))

    def _is_suppressed(self, finding: Finding) -> bool:
        entry = finding.suppression
        return entry is not None and not entry.expired(self.suppressions.today)


def _finding(
    document: Document, entry: Entry, names: Names, fingerprints: Fingerprinter
) -> Finding:
    about, rule = entry.occasion, entry.verdict.rule
    is_note = _is_note(entry)
    expected, got = entry.verdict.judgement.words(names.show)
    return Finding(
        rule=rule.id,
        title=rule.title,
        answer=Answer.NOTE if is_note else Answer.FAIL,
        severity=Severity.NOTE if is_note else severity_of(rule.id),
        confidence=Confidence.HIGH if entry.certain else Confidence.MEDIUM,
        blame=blamed(rule, about.conduct, about.origin),
        account=printable(names.account(about.account)),
        subject=printable(about.subject),
        source=printable(document.name),
        digest=document.digest,
        pointers=tuple(map(printable, (about.pointer, *about.also))),
        expected=printable(expected),
        got=printable(entry.got or got),
        advice=advice_for(rule.id, about.conduct),
        fingerprint=fingerprints.of(document, rule.id, about),
    )


def _readable(answer: DirectAnswer) -> DirectAnswer:
    """The answer without what a terminal or page would act on."""
    return DirectAnswer(
        printable(answer.source),
        answer.question,
        printable(answer.answer),
        tuple(
            Point(printable(point.words), tuple(map(printable, point.pointers)))
            for point in answer.points
        ),
        tuple(map(printable, answer.cannot_tell)),
    )


def _is_note(entry: Entry) -> bool:
    return entry.occasion.conduct in {Conduct.REFUSED, Conduct.OBSERVED}


def _results(document: Document, entries: Iterable[Entry], names: Names) -> Iterator[Result]:
    """The results by account, in order of appearance, then by rule, in reading order."""
    grouped: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries:
        group = grouped.setdefault(entry.occasion.account, {})
        group.setdefault(entry.rule, []).append(entry)
    for account, rules in grouped.items():
        for rule in RULES:
            if rule in rules:
                yield _result(document, names.account(account), rules[rule])


def _result(document: Document, account: str, entries: list[Entry]) -> Result:
    answers = [_answer(entry) for entry in entries]
    worst = next(answer for answer in Answer if answer in answers)
    missing = [
        what
        for entry in entries
        if isinstance(entry.verdict.answer, Missing)
        for what in entry.verdict.answer.what
    ]
    rule = entries[0].verdict.rule
    return Result(
        printable(document.name),
        printable(account),
        rule.id,
        rule.title,
        worst,
        len(entries),
        tuple(dict.fromkeys(map(printable, missing))) if worst is Answer.INCONCLUSIVE else (),
    )


def _answer(entry: Entry) -> Answer:
    if isinstance(entry.verdict.answer, Missing):
        return Answer.INCONCLUSIVE
    if entry.verdict.answer:
        return Answer.PASS
    return Answer.NOTE if _is_note(entry) else Answer.FAIL
