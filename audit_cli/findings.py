"""From verdicts to what a report says: findings, and a summary of everything."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

from mdaudit.audit_cli.advice import advice_for
from mdaudit.audit_cli.audited_input import Input, told
from mdaudit.audit_cli.blame import Blamed, blamed
from mdaudit.audit_cli.fingerprint import Fingerprinter
from mdaudit.audit_cli.found import Found
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.printable import printable
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.results import Answer, Result, Results, is_note, results_of
from mdaudit.audit_cli.severity import Severity, severity_of
from mdaudit.audit_cli.suppressions import Suppression, Suppressions
from mdaudit.audit_cli.tally import MOST_INPUTS, Shown
from mdaudit.audit_cli.timeline import Timelines, timelines
from mdaudit.audit_cli.trial.answers import DirectAnswer, Point
from mdaudit.audit_cli.trial.trail import Entry, Trail
from mdaudit.spec.policy import Policy


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


@dataclass
class Report:
    """What an audit found in all its inputs; every format shows this and nothing else.

    Texts that come from evidence are printable, and otherwise as hostile as whoever wrote them.
    """

    found: Shown = field(default_factory=Shown)
    """Findings that count, and notes."""
    hidden: Shown = field(default_factory=Shown)
    """Findings and notes that do not count, because the suppression file says so."""
    inputs: list[Input] = field(default_factory=list)
    """The first `MOST_INPUTS` documents."""
    audited: int = 0
    """How many documents there were."""
    answers: list[DirectAnswer] = field(default_factory=list)
    """To the questions about clients' stores."""
    timelines: Timelines = field(default_factory=Timelines)
    policy: Policy = field(default_factory=Policy)
    """The thresholds that were applied."""
    suppressions: Suppressions = field(default_factory=Suppressions)
    """What the audit was told not to count."""
    problems: list[str] = field(default_factory=list)
    """A line for each input that could not be audited."""
    _used: set[Suppression] = field(default_factory=set)
    judged: Results = field(default_factory=Results)
    """The verdicts for each account and rule."""

    @property
    def findings(self) -> list[Finding]:
        """Findings that count, and notes; at most `MOST_FINDINGS`."""
        return self.found.kept

    @property
    def suppressed(self) -> list[Finding]:
        """Findings and notes that do not count; at most `MOST_FINDINGS`."""
        return self.hidden.kept

    @property
    def results(self) -> list[Result]:
        """The results for each account; beyond `MOST_RESULTS` one for each rule."""
        return self.judged.shown

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
        return [entry for entry in self.suppressions.entries if entry not in self._used]

    @property
    def highest(self) -> Severity:
        """The highest severity found; notes do not count."""
        return max(self.found.counted, default=Severity.NOTE)

    @property
    def inconclusive(self) -> bool:
        """Whether some rule could not be decided."""
        return self.judged.counted[Answer.INCONCLUSIVE] > 0

    @property
    def decided(self) -> bool:
        """Whether any rule was decided at all."""
        return self.judged.counted.total() > self.judged.counted[Answer.INCONCLUSIVE]

    def counts(self) -> dict[str, int]:
        """How many results there are of each answer."""
        return {answer.value: self.judged.counted[answer] for answer in Answer}

    def add(
        self, document: Document, trail: Trail, names: Names, fingerprints: Fingerprinter
    ) -> None:
        """Add what one document showed."""
        self.audited += 1
        if len(self.inputs) < MOST_INPUTS:
            self.inputs.append(told(document))
        known: dict[str, Finding] = {}
        for entry in trail.entries:
            if entry.verdict.answer is False:
                finding = _finding(document, entry, names, fingerprints)
                if finding.fingerprint not in known:
                    known[finding.fingerprint] = self._weighed(finding, entry)
        found = sorted(known.values(), key=lambda finding: -finding.severity)
        for finding in found:
            self._add_finding(finding)
        self.judged.add(results_of(document, trail.entries, names))
        self.answers += map(_readable, trail.answers)
        counted = (finding for finding in found if not self._is_suppressed(finding))
        hidden = (finding for finding in found if self._is_suppressed(finding))
        for timeline in timelines(document, trail.moments, Found(counted, hidden), names):
            self.timelines.add(timeline)

    def _add_finding(self, finding: Finding) -> None:
        (self.hidden if self._is_suppressed(finding) else self.found).add(finding)
        if finding.suppression is not None:
            self._used.add(finding.suppression)

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
    noted = is_note(entry)
    expected, got = entry.verdict.judgement.words(names.show)
    return Finding(
        rule=rule.id,
        title=rule.title,
        answer=Answer.NOTE if noted else Answer.FAIL,
        severity=Severity.NOTE if noted else severity_of(rule.id),
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
