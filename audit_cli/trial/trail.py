"""What the audit writes down: verdicts with their occasion."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mdaudit.audit_cli.blame import Conduct, Origin
from mdaudit.audit_cli.trial.answers.answer import DirectAnswer
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.moments import Moment
from mdaudit.spec.device_list.hints import refusal_is_a_hint
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import Judgement
from mdaudit.spec.state import State


@dataclass(frozen=True)
class Occasion:
    """What a verdict is about, where it stands in the evidence, and who did what."""

    account: str
    """The account, as the evidence names it."""
    subject: str
    """What was judged, in words for the report."""
    pointer: str
    """JSON Pointer into the document."""
    conduct: Conduct
    identity: tuple[str, ...]
    """What makes this occasion the same in another document: digests, names, times."""
    origin: Origin = Origin.UNKNOWN
    """Who made what was offered."""
    also: tuple[str, ...] = ()
    """Pointers to further evidence."""


@dataclass(frozen=True)
class Entry:
    """One verdict on one occasion."""

    verdict: Verdict
    occasion: Occasion
    got: str | None = None
    """What was there, where the rule's own words do not say it."""
    certain: bool = True
    """False: this is the likeliest explanation, not the only one."""

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.verdict.rule.id


def left_open(entry: Entry, what: Missing) -> Entry:
    """The entry, if something has to be known for it."""
    return replace(entry, verdict=replace(entry.verdict, answer=what))


@dataclass
class Trail:
    """Everything that was written down, in order."""

    entries: list[Entry] = field(default_factory=list)
    answers: list[DirectAnswer] = field(default_factory=list)
    """To the questions about a client's store; none for other evidence."""
    moments: list[Moment] = field(default_factory=list)
    """What happened, in the order in which it was replayed."""

    def add(
        self,
        *verdicts: Verdict,
        about: Occasion,
        got: str | None = None,
        certain: bool = True,
    ) -> None:
        """Write verdicts on one occasion down."""
        self.entries += [Entry(_as_told(verdict), about, got, certain) for verdict in verdicts]


def _as_told(verdict: Verdict) -> Verdict:
    """The verdict with as much as a report tells of it: never a state, which is large.

    Only what fails is told in the rule's words, and a refusal that was to be counted (LIST-10).
    """
    judgement = verdict.judgement
    told = verdict.answer is False or judgement.rule is refusal_is_a_hint
    said = tuple("" if isinstance(a, State) else a for a in judgement.arguments) if told else ()
    return Verdict(Judgement(judgement.rule, said, judgement.answer), verdict.answer)
