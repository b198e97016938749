"""Verdicts for each account and rule, and what becomes of those beyond the most that are kept."""

import json
import sys

import pytest

from mdaudit.audit_cli import findings, results, tally
from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.fingerprint import Fingerprinter
from mdaudit.audit_cli.inputs.document import evidence_document
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.reports import FORMATS, write_report
from mdaudit.audit_cli.reports.words import shortened
from mdaudit.audit_cli.results import Answer
from mdaudit.audit_cli.trial.documents import audit
from mdaudit.spec.policy import Policy
from tests.audit_cli.honest import alice, honest, listed, shown

KEPT = 3


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Report:
    """Return a report on one honest and two dishonest documents that keeps very little."""
    monkeypatch.setattr(results, "MOST_RESULTS", KEPT)
    monkeypatch.setattr(findings, "MOST_INPUTS", 1)
    monkeypatch.setattr(tally, "MOST_FINDINGS", 1)
    bad = honest()
    alice(bad)["lists"].append(shown(150, listed(5, (0, 1, 2))))
    report, names = Report(), Names()
    for evidence in (honest(), bad, bad):
        document = evidence_document("evidence.json", json.dumps(evidence).encode())
        trail = audit(document, Policy(), names, hosted=False)
        report.add(document, trail, names, Fingerprinter())
    return report


def test_further_results_are_added_up_by_rule(short: Report) -> None:
    further = short.results[KEPT:]
    assert {result.account for result in further} == {"all further accounts"}
    rules = [result.rule for result in further]
    assert len(rules) == len(set(rules))
    (worst,) = (result for result in further if result.rule == "LIST-3")
    assert (worst.answer, worst.judged) == (Answer.FAIL, 8)
    assert short.counts()["fail"] == 2
    assert sum(short.counts().values()) == KEPT + short.judged.added_up


def test_what_is_left_out_is_counted_and_said(short: Report) -> None:
    assert (len(short.inputs), short.audited) == (1, 3)
    assert (len(short.findings), short.found.left_out) == (1, 1)
    assert [*shortened(short)] == [
        "2 further inputs not named.",
        "1 finding left out, the less severe ones first.",
        f"{short.judged.added_up} verdicts of further accounts added up by rule.",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_so(short: Report, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_report(short, form, sys.stdout)
    out = capsys.readouterr().out
    if form == "json":
        assert json.loads(out)["summary"]["findings_left_out"] == 1
    else:
        assert "left out, the less severe" in out


def test_a_report_that_keeps_everything_says_nothing() -> None:
    assert [*shortened(Report())] == []
