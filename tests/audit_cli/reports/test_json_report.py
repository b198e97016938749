"""The report for programs, to the letter."""

import json
from pathlib import Path

import pytest

from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from tests.audit_cli.commands.running import Command
from tests.audit_cli.test_demo import DEMO

GOLDEN = Path(__file__).parents[2] / "fixtures" / "evidence" / "reports"


@pytest.mark.parametrize("name", ["clean", "replayed"])
def test_the_report_is_the_recorded_one(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(DEMO)
    out = mdaudit("check", f"{name}.json", "--format", "json").out
    assert out == (GOLDEN / f"{name}.json").read_text()


def test_the_summary_counts_what_is_there(mdaudit: Command) -> None:
    report = json.loads(mdaudit("check", DEMO / "replayed.json", "--format", "json").out)
    assert report["assumptions"] == list(ASSUMPTIONS)
    assert report["summary"]["findings"] == {"critical": 1, "high": 3, "medium": 0, "low": 0}
    assert report["summary"]["highest_severity"] == "critical"
    verdicts = [result["verdict"] for result in report["results"]]
    for verdict, count in report["summary"]["results"].items():
        assert verdicts.count(verdict) == count
