"""From verdicts to what a report says: findings, results for each account and rule, a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from mdaudit.audit_cli.advice import advice_for
from mdaudit.audit_cli.audit.answers.answer import DirectAnswer
from mdaudit.audit_cli.audit.trail import Entry, Trail
from mdaudit.audit_cli.blame import Blamed, Conduct, blamed
from mdaudit.audit_cli.fingerprint import Fingerprinter
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.severity import Severity, severity_of
from mdaudit.spec.chapters import RULES
from mdaudit.spec.logic import Missing


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


@dataclass(frozen=True)
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

    @property
    def link(self) -> str:
        """The rule's page in the documentation."""
        return f"rules.html#{self.rule.lower()}"


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Input:
    """A document that was audited; the evidence itself is let go of, as a stream has no end."""

    name: str
    kind: str
    digest: str
    """SHA-256, in hexadecimal."""
    claimed_policy: Any
    """Thresholds that it names for itself; they are not applied."""


@dataclass
class Report:
    """What an audit found in all its inputs."""

    findings: list[Finding] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    answers: list[DirectAnswer] = field(default_factory=list)
    """To the questions about clients' stores."""

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
        self.inputs.append(
            Input(document.name, document.kind, document.digest, document.claimed_policy)
        )
        known: dict[str, Finding] = {}
        for entry in trail.entries:
            if entry.verdict.answer is False:
                finding = _finding(document, entry, names, fingerprints)
                known.setdefault(finding.fingerprint, finding)
        self.findings += sorted(known.values(), key=lambda finding: -finding.severity)
        self.results += _results(document, trail.entries, names)
        self.answers += trail.answers


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
        account=names.account(about.account),
        subject=about.subject,
        source=document.name,
        digest=document.digest,
        pointers=(about.pointer, *about.also),
        expected=expected,
        got=entry.got or got,
        advice=advice_for(rule.id, about.conduct),
        fingerprint=fingerprints.of(document, rule.id, about),
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
        document.name,
        account,
        rule.id,
        rule.title,
        worst,
        len(entries),
        tuple(dict.fromkeys(missing)) if worst is Answer.INCONCLUSIVE else (),
    )


def _answer(entry: Entry) -> Answer:
    if isinstance(entry.verdict.answer, Missing):
        return Answer.INCONCLUSIVE
    if entry.verdict.answer:
        return Answer.PASS
    return Answer.NOTE if _is_note(entry) else Answer.FAIL
