"""Whether the client counted the lists that it refused as word of newer ones (LIST-10).

A refusal does not show it. What does is the time after the deadline that the refused list began:
who sends on did not count it, and who leaves the companions out did. The document is replayed with
the rule dropped, and what differs was the rule's doing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Entry, Trail, left_open
from mdaudit.spec.device_list.hints import refusal_is_a_hint
from mdaudit.spec.fanout.sending import before_the_deadline
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import Judgement, Weakening

LATER = "messages after the deadline that the refused list began"

SENDING_ON = "sending to companions after the deadline that the refused list began"


def judge_refusals(trail: Trail, replayed: Callable[[Weakening], Trail]) -> None:
    """Judge each refusal that was to be counted by what the client did later."""
    counted = [e for e in trail.entries if e.verdict.rule is refusal_is_a_hint]
    late = _late(trail.entries)
    if not counted:
        return
    still: set[tuple[str, ...]] = set()
    if late:
        without = replayed(Weakening(frozenset({refusal_is_a_hint.id})))
        still = {_which(entry) for entry in _late(without.entries)}
    by_refusal = [entry for entry in late if _which(entry) not in still]
    ignored = [e for e in by_refusal if e.occasion.conduct is Conduct.SENT]
    heeding = {e.occasion.account for e in by_refusal} - {e.occasion.account for e in ignored}
    trail.entries = [_unless_heeded(entry, heeding) for entry in trail.entries]
    trail.entries += [_ignored(counted, entry) for entry in ignored]


def _late(entries: Iterable[Entry]) -> list[Entry]:
    """Copies that were made, or not made, when a deadline had passed."""
    asked = (entry for entry in entries if entry.verdict.rule is before_the_deadline)
    return [entry for entry in asked if entry.verdict.answer is False]


def _which(entry: Entry) -> tuple[str, ...]:
    return entry.occasion.account, entry.occasion.pointer, *entry.occasion.identity


def _unless_heeded(entry: Entry, heeding: set[str]) -> Entry:
    """A refusal that counts, if the client is seen to heed it; else that is open."""
    to_count = entry.verdict.rule is refusal_is_a_hint and entry.verdict.answer is True
    if to_count and entry.occasion.account not in heeding:
        return left_open(entry, Missing(LATER))
    return entry


def _ignored(counted: Iterable[Entry], late: Entry) -> Entry:
    refusal = next(e for e in counted if e.occasion.account == late.occasion.account)
    arguments = refusal.verdict.judgement.arguments
    judgement = Judgement(refusal_is_a_hint, arguments, answer=False)
    about = replace(late.occasion, also=(*late.occasion.also, refusal.occasion.pointer))
    return Entry(Verdict(judgement, answer=False), about, SENDING_ON)
