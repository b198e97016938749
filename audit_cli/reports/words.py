"""How every format for people words what is in a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from mdaudit.audit_cli.findings import Finding, Report
from mdaudit.audit_cli.redact import DIGITS, date
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.timeline import Event, Timeline, Timelines


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 document``, ``2 documents``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def found(report: Report) -> str:
    """What was found, in one sentence without its full stop."""
    number, counted_by = report.found.counting, report.found.counted
    if not number:
        return "nothing was found" if report.decided else "nothing could be decided"
    levels = [
        f"{counted_by[level]} {level.word}"
        for level in reversed(Severity)
        if counted_by[level] and level is not Severity.NOTE
    ]
    return f"{counted(number, 'finding')}: {', '.join(levels)}"


def verdicts(report: Report) -> str:
    """How many rules got which verdict."""
    counts = report.counts().items()
    return ", ".join(f"{count} {word}" for word, count in counts if count) or "none decided"


def evidence_of(finding: Finding) -> str:
    """Where the evidence of a finding is."""
    places = ", ".join(pointer or "the whole input" for pointer in finding.pointers)
    return f"{places} of {finding.source} (sha256 {finding.digest[:DIGITS]})"


def blame_of(finding: Finding) -> str:
    """Who is to blame, and for what."""
    return "; ".join(f"{b.party.value} ({b.did})" for b in finding.blame) or "nobody"


def assumed_by(finding: Finding) -> str:
    """What the blame rests on; empty if nobody is to blame."""
    return "; ".join(dict.fromkeys(b.assumption for b in finding.blame))


def remark_on(finding: Finding, *, counts: bool) -> str:
    """What the suppression file has to do with a finding; empty if nothing."""
    entry = finding.suppression
    if entry is None:
        return ""
    until = f" until {entry.expires}" if entry.expires else ""
    return f"suppressed{until}: {entry.reason}{' (expired, so it counts)' if counts else ''}"


def details_of(finding: Finding, *, counts: bool = True) -> dict[str, str]:
    """Everything about a finding but its headline, by label; without what is empty."""
    lines = {
        "account": finding.account,
        "subject": finding.subject,
        "expected": finding.expected,
        "got": finding.got,
        "to blame": blame_of(finding),
        "assuming": assumed_by(finding),
        "evidence": evidence_of(finding),
        "to do": finding.advice,
        "confidence": finding.confidence.value,
        "explained": f"mdaudit explain {finding.rule}",
        "fingerprint": finding.fingerprint,
        "suppression": remark_on(finding, counts=counts),
    }
    return {label: text for label, text in lines.items() if text}


LONGEST_RUN = 4
"""Indexes in a row that are named one by one."""

EVENT_COLUMNS = ("#", "time, UTC", "what", "outcome", "indexes held", "found")
"""The columns of a timeline as a table."""


def event_row(event: Event) -> tuple[str, ...]:
    """An event as a row of `EVENT_COLUMNS`."""
    return (
        str(event.number),
        "not known" if event.at is None else date(event.at).removesuffix(" UTC"),
        told(event),
        event.outcome or "-",
        held_by(event),
        found_at(event) or "-",
    )


def told(event: Event) -> str:
    """What happened and, if it happened in the same way again, how often and until when."""
    repeats = event.repeats
    if repeats.times == 1:
        return event.what
    last = "" if repeats.until is None else f", the last at {date(repeats.until)}"
    return f"{event.what}; {repeats.times} times{last}"


def found_at(event: Event) -> str:
    """The rules about which something was found there; what is suppressed says so."""
    return " ".join((*event.rules, *suppressed_at(event)))


def suppressed_at(event: Event) -> tuple[str, ...]:
    """The rules about which something was found there that does not count, each marked as such."""
    return tuple(f"{rule} (suppressed)" for rule in event.suppressed)


def held_by(event: Event) -> str:
    """The valid indexes of the list held from the event on."""
    if event.held is None:
        return "not known"
    return " ".join(map(_spelled, _runs(event.held))) or "none"


def _runs(indexes: Iterable[int]) -> Iterator[list[int]]:
    """Indexes that follow each other, together."""
    by_distance = groupby(enumerate(indexes), key=lambda each: each[1] - each[0])
    for _, run in by_distance:
        yield [index for _, index in run]


def _spelled(run: list[int]) -> str:
    """A run of indexes, in short if it is long."""
    if len(run) > LONGEST_RUN:
        return f"{run[0]} to {run[-1]}"
    return " ".join(map(str, run))


def titled(shown: Timeline) -> str:
    """The headline of a timeline."""
    return f"Timeline of {shown.account} in {shown.source}, as {shown.observer} saw it"


def left_out(shown: Timelines) -> Iterator[str]:
    """A sentence about each thing that the timelines leave out."""
    for timeline in shown.kept:
        if timeline.left_out:
            events = counted(timeline.left_out, "event")
            yield f"{events} of {timeline.account} in {timeline.source} left out."
    if shown.left_out:
        yield f"{counted(shown.left_out, 'timeline')} left out, those without findings first."


def shortened(report: Report) -> Iterator[str]:
    """A sentence about each thing of which there was more than a report keeps."""
    if report.audited > len(report.inputs):
        yield f"{counted(report.audited - len(report.inputs), 'further input')} not named."
    if report.found.left_out:
        yield f"{counted(report.found.left_out, 'finding')} left out, the less severe ones first."
    if report.hidden.left_out:
        yield f"{counted(report.hidden.left_out, 'suppressed finding')} left out."
    if report.judged.added_up:
        yield f"{counted(report.judged.added_up, 'verdict')} of further accounts added up by rule."


def not_used(report: Report) -> Iterator[str]:
    """A sentence about each suppression that is about nothing that was found."""
    for entry in report.unused:
        yield f"The suppression of {entry.rule} for {entry.subject} is about nothing here."
