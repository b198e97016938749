"""The report for programs."""

import json

import pytest
from jsonschema import Draft202012Validator

from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.reports.json_report import json_report
from mdaudit.audit_cli.schemas import schema_of
from tests.audit_cli.commands.running import Command
from tests.audit_cli.reports.eventful import PRINTED, RUNNING, eventful
from tests.audit_cli.verdicts import audited
from tests.fixtures.evidence.reports.make import DEMO, NAMES, golden

VALIDATOR = Draft202012Validator(
    schema_of("report"), format_checker=Draft202012Validator.FORMAT_CHECKER
)


def test_the_summary_counts_what_is_there(mdaudit: Command) -> None:
    report = json.loads(mdaudit("check", DEMO / "replayed.json", "--format", "json").out)
    assert report["assumptions"] == list(ASSUMPTIONS)
    assert report["summary"]["findings"] == {"critical": 1, "high": 3, "medium": 0, "low": 0}
    assert report["summary"]["highest_severity"] == "critical"
    verdicts = [result["verdict"] for result in report["results"]]
    for verdict, count in report["summary"]["results"].items():
        assert verdicts.count(verdict) == count


@pytest.mark.parametrize("name", NAMES)
def test_recorded_reports_are_as_the_schema_says(name: str) -> None:
    VALIDATOR.validate(json.loads(golden(name, "json").read_text(encoding="utf-8")))


def test_a_report_in_which_everything_occurs_is_as_the_schema_says() -> None:
    report = json.loads(json_report(eventful()))
    VALIDATOR.validate(report)
    assert all(report[part] for part in ("findings", "suppressed", "timelines", "answers"))
    assert report["summary"]["not_audited"] == eventful().problems
    assert report["summary"]["unused_suppressions"] == [f"DEV-7 nothing {PRINTED}"]
    assert report["summary"]["timelines_left_out"] == 2
    assert report["timelines"][0]["left_out"] == 3


def test_the_schema_notices_what_is_wrong() -> None:
    report = json.loads(json_report(eventful()))
    report["findings"][0]["severity"] = "dreadful"
    del report["policy"]
    assert len(list(VALIDATOR.iter_errors(report))) == 2


def test_it_says_which_suppressions_count() -> None:
    report = json.loads(json_report(eventful()))
    (suppressed,) = report["suppressed"]
    assert suppressed["suppression"] == {
        "subject": "list of 2026-11-21 22:26:50*",
        "reason": f"known {PRINTED}",
        "expires": None,
        "expired": False,
    }
    expired = [f["rule"] for f in report["findings"] if (f["suppression"] or {}).get("expired")]
    assert expired == ["LIST-7"]


def test_nothing_runs_in_a_terminal_that_shows_it() -> None:
    report = json_report(eventful())
    assert [each for each in RUNNING if not each.isprintable() and each in report] == []


def test_thresholds_that_the_evidence_names_are_json_in_json() -> None:
    evidence = {"format": "mdaudit-evidence/1", "accounts": [], "x-policy": [1e300, 10**300]}
    (given,) = json.loads(json_report(audited(evidence)))["inputs"]
    assert given["claimed_policy"] == [1e300, 10**300]
