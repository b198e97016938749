"""How the formats for people word a report."""

from collections.abc import Iterable

import pytest

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.reports.words import (
    assumed_by,
    blame_of,
    counted,
    evidence_of,
    found,
    held_by,
    remark_on,
    verdicts,
)
from mdaudit.audit_cli.timeline import Event
from tests.audit_cli.honest import alice, honest, listed, shown
from tests.audit_cli.reports.eventful import eventful
from tests.audit_cli.verdicts import audited


def test_numbers_and_nouns_agree() -> None:
    assert [counted(number, "event") for number in (0, 1, 2)] == ["0 events", "1 event", "2 events"]


def test_nothing_found_and_nothing_decided_are_told_apart() -> None:
    assert found(Report()) == "nothing could be decided"
    assert verdicts(Report()) == "none decided"
    assert found(audited(honest())) == "nothing was found"
    assert found(eventful()) == "3 findings: 2 critical, 1 medium"


def test_a_finding_says_who_did_what_and_why_that_is_believed() -> None:
    evidence = honest()
    alice(evidence)["lists"].append(shown(150, listed(5, (0, 1, 2))))
    (finding,) = audited(evidence).findings
    assert blame_of(finding) == "server or network (offered); observed client (accepted)"
    assert assumed_by(finding).count(";") == 1
    assert evidence_of(finding).startswith("/accounts/0/lists/1/signed_key_index_list of evidence")
    assert remark_on(finding, counts=True) == ""


def test_a_suppression_says_until_when_why_and_whether_it_counts() -> None:
    report = eventful()
    (suppressed,) = report.suppressed
    assert remark_on(suppressed, counts=False).startswith("suppressed: known ")
    (expired,) = (finding for finding in report.findings if finding.suppression)
    assert (
        remark_on(expired, counts=True)
        == "suppressed until 2026-11-24: was known (expired, so it counts)"
    )


def test_no_index_and_no_knowledge_are_told_apart() -> None:
    held = {held_by(event) for shown in eventful().timelines.kept for event in shown.events}
    assert {"none", "not known", "0 1 2"} <= held


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (range(31), "0 to 30"),
        ((0, 2, 3, 4, 5), "0 2 3 4 5"),
        ((0, 2, 3, 4, 5, 6, 9), "0 2 to 6 9"),
    ],
)
def test_many_indexes_in_a_row_are_named_in_short(held: Iterable[int], words: str) -> None:
    event = Event(1, 1, EventKind.LIST, "", "", tuple(held), None, (), None, "")
    assert held_by(event) == words
