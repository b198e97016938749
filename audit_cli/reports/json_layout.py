"""The JSON report, member by member; `mdaudit schema report` is made from it.

Members and kinds of events may be added under one name of the schema; none is renamed, removed, or
given another meaning.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.spec.policy import Policy

SchemaName = Literal["mdaudit-report/1"]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Fingerprint = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
RuleId = Annotated[str, Meta(pattern="^[A-Z]+-[0-9]+$")]
Pointer = Annotated[str, Meta(pattern="^(/.*)?$", description="JSON Pointer into the input.")]
Count = Annotated[int, Meta(ge=0)]
Seconds = Annotated[int, Meta(ge=0, description="Unix seconds.")]
SeverityWord = Literal["note", "low", "medium", "high", "critical"]
Verdict = Literal["pass", "fail", "inconclusive", "note"]


class Tool(Struct, frozen=True):
    """What wrote the report."""

    name: str
    version: str


class InputMember(Struct, frozen=True):
    """A document that was audited."""

    name: str
    kind: str
    sha256: Sha256
    claimed_policy: Any
    remarks: tuple[str, ...]


class BlameMember(Struct, frozen=True):
    """A party to blame, what it did, and what that conclusion rests on."""

    party: str
    did: str
    assuming: str


class EvidenceMember(Struct, frozen=True):
    """Where the evidence is, the nearest pointer first."""

    input: str
    sha256: Sha256
    pointers: tuple[Pointer, ...]


class SuppressionMember(Struct, frozen=True):
    """The entry of the suppression file about a finding."""

    subject: str
    reason: str
    expires: date | None
    expired: bool


class FindingMember(Struct, frozen=True):
    """A broken rule on one occasion (fail), or a note, which does not count."""

    rule: RuleId
    title: str
    verdict: Literal["fail", "note"]
    severity: SeverityWord
    confidence: Literal["high", "medium"]
    blame: tuple[str, ...]
    blame_basis: tuple[BlameMember, ...]
    account: str
    subject: str
    expected: str
    got: str
    advice: str
    evidence: EvidenceMember
    link: str
    fingerprint: Fingerprint
    suppression: SuppressionMember | None


class ResultMember(Struct, frozen=True):
    """The verdict on one rule for one account, on how many occasions, and what is missing."""

    input: str
    account: str
    rule: RuleId
    verdict: Verdict
    judged: Count
    missing: tuple[str, ...]


class EventMember(Struct, frozen=True):
    """An event; `at` is null where nothing dates it.

    `held` are the valid indexes of the list held from then on, at most 32 of them, null if that is
    not known. `index` is the key index of the device that the event is about. `rules` has those of
    findings that count, and of notes; `suppressed` those of what does not.
    """

    number: Count
    at: Seconds | None
    kind: EventKind
    what: str
    outcome: str
    held: tuple[Count, ...] | None
    index: Count | None
    rules: tuple[RuleId, ...]
    severity: SeverityWord | None
    pointer: Pointer
    suppressed: tuple[RuleId, ...]


class TimelineMember(Struct, frozen=True):
    """An account as one observer saw it, in time order; `left_out` events are not listed."""

    input: str
    account: str
    observer: str
    events: tuple[EventMember, ...]
    left_out: Count


class PointMember(Struct, frozen=True):
    """Something in a store that an answer rests on."""

    words: str
    pointers: tuple[Pointer, ...]


class AnswerMember(Struct, frozen=True):
    """The answer to a question about a client's store; it counts nowhere and blames nobody."""

    input: str
    question: str
    answer: str
    points: tuple[PointMember, ...]
    cannot_tell: tuple[str, ...]


class SeverityCounts(Struct, frozen=True):
    """Findings that count, by severity."""

    critical: Count
    high: Count
    medium: Count
    low: Count


class VerdictCounts(Struct, frozen=True, kw_only=True):
    """Results, by verdict."""

    fail: Count
    inconclusive: Count
    pass_: Count = field(name="pass")
    note: Count


class Summary(Struct, frozen=True):
    """The report in numbers; `not_audited` has a line for each input that could not be audited.

    A report keeps a bounded number of inputs, findings and results, and counts all of them. Further
    results are added up: one for each rule, for all further accounts.
    """

    results: VerdictCounts
    findings: SeverityCounts
    notes: Count
    suppressed: Count
    unused_suppressions: tuple[str, ...]
    highest_severity: SeverityWord | None
    timelines_left_out: Count
    inputs_left_out: Count
    findings_left_out: Count
    suppressed_left_out: Count
    results_added_up: Count
    not_audited: tuple[str, ...]


class ReportLayout(Struct, frozen=True):
    """What `mdaudit check --format json` writes."""

    schema: SchemaName
    tool: Tool
    inputs: tuple[InputMember, ...]
    policy: Policy
    summary: Summary
    findings: tuple[FindingMember, ...]
    suppressed: tuple[FindingMember, ...]
    results: tuple[ResultMember, ...]
    timelines: tuple[TimelineMember, ...]
    answers: tuple[AnswerMember, ...]
    assumptions: tuple[str, ...]
