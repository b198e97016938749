"""Lists of one life and time that say different things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mdaudit.audit_cli.diff.proof import OBSERVERS, Pair, proof_text
from mdaudit.audit_cli.diff.views import SeenList, View
from mdaudit.audit_cli.findings import Finding, Report
from mdaudit.audit_cli.fingerprint import Fingerprinter
from mdaudit.audit_cli.inputs.document import evidence_document
from mdaudit.audit_cli.inputs.evidence import Pin
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.trial.documents import audit
from mdaudit.spec.device_list.acceptance import (
    same_time_same_content,
    signed_by_the_pinned_primary,
)
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import RawId, Time
from mdaudit.spec.state.signed import list_life, list_time

Moment = tuple[RawId, Time]
EQUIVOCATION = same_time_same_content.id
"""The rule that two signed lists of one time break."""
FORGERY = signed_by_the_pinned_primary.id
"""The rule that a list breaks which the pinned key did not sign."""


@dataclass(frozen=True)
class Contradiction:
    """What an audit says about lists that cannot both be right."""

    finding: Finding
    pair: Pair

    @property
    def is_proof(self) -> bool:
        """One key signed both lists: nobody else can have done it."""
        return self.finding.rule == EQUIVOCATION


def contradictions(
    first: View, second: View, names: Names, *, hosted: bool
) -> Iterator[Contradiction]:
    """Every two lists of one life and time with different content, and what to conclude."""
    by_moment: dict[Moment, list[SeenList]] = {}
    for seen in _readable(first):
        by_moment.setdefault(_moment(seen), []).append(seen)
    told: set[str] = set()
    for other in _readable(second):
        for one in by_moment.get(_moment(other), ()):
            if same_time_same_content(one.exhibit.listed, other.exhibit.listed):
                continue
            for pair in _pairs((first, one), (second, other), names, hosted=hosted):
                for finding in _findings(pair, hosted=hosted):
                    if finding.fingerprint not in told:
                        told.add(finding.fingerprint)
                        yield Contradiction(finding, pair)


def _readable(view: View) -> Iterator[SeenList]:
    """Each readable list once, however often it was shown."""
    unique = {seen.exhibit.digest: seen for seen in view.lists or ()}
    return (seen for seen in unique.values() if seen.exhibit.decoded is not None)


def _moment(seen: SeenList) -> Moment:
    return list_life(seen.exhibit.listed), list_time(seen.exhibit.listed)


def _pairs(
    one: tuple[View, SeenList], other: tuple[View, SeenList], names: Names, *, hosted: bool
) -> Iterator[Pair]:
    """The lists with the key that signed both; else each list that its own pin did not sign."""
    sides = tuple(zip(OBSERVERS, (one, other), strict=True))
    account = names.account(one[0].account)
    lists = tuple((who, seen) for who, (_, seen) in sides)
    for pin in _by_key((one[0], other[0])):
        if all(seen.signed_by(pin, hosted=hosted) for _, seen in lists):
            yield Pair(account, (pin,), lists)
            return
    for who, (view, seen) in sides:
        pins = tuple(view.pins or ())
        if pins and not any(seen.signed_by(pin, hosted=hosted) for pin in pins):
            yield Pair(account, pins, ((who, seen),), keeps_outcomes=True)


def _by_key(views: Iterable[View]) -> Iterable[Pin]:
    """The earliest pin of each key."""
    pins = sorted((pin for view in views for pin in view.pins or ()), key=lambda pin: pin.from_)
    earliest: dict[bytes, Pin] = {}
    for pin in pins:
        earliest.setdefault(pin.primary_key, pin)
    return earliest.values()


def _findings(pair: Pair, *, hosted: bool) -> Iterator[Finding]:
    """What an audit of this pair alone says about the two rules."""
    document = evidence_document("the two lists", proof_text([pair]).encode())
    names, report = Names(show_identifiers=True), Report()
    trail = audit(document, Policy(), names, hosted=hosted)
    report.add(document, trail, names, Fingerprinter())
    wanted = FORGERY if pair.keeps_outcomes else EQUIVOCATION
    return (finding for finding in report.findings if finding.rule == wanted)
