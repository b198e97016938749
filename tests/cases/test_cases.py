"""Every case of the corpus is audited as it says; and the corpus is complete.

Each folder holds the input, the arguments and what is expected, and a line on what happened. They
are written by `tests/cases/make.py`; what they expect was written by hand.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from mdaudit.audit_cli.decidable import DECIDABLE_FROM
from tests.audit_cli.commands.running import Command
from tests.cases.make import FOLDER, committed, made

CASES = sorted(readme.parent for readme in FOLDER.glob("*/README.md"))
VERDICTS = ("fail", "inconclusive", "pass", "note")
"""Worst first: of several accounts, the worst counts."""
MIXED = 20
"""At least so many cases are about several things together."""


def expected_of(case: Path) -> dict[str, Any]:
    """Return what a case expects."""
    expected: dict[str, Any] = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    return expected


@pytest.fixture
def mdaudit(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_case_is_judged_as_it_says(
    mdaudit: Command, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case)
    expected = expected_of(case)
    ran = mdaudit("check", *expected["arguments"], "--format", "json")
    report = json.loads(ran.out) if ran.out else {"findings": [], "results": []}
    found = [[f["rule"], f["verdict"], f["blame"]] for f in report["findings"]]
    assert sorted(found) == expected["findings"]
    if "rule" in expected:
        verdicts = {r["verdict"] for r in report["results"] if r["rule"] == expected["rule"]}
        assert next(v for v in VERDICTS if v in verdicts) == expected["verdict"]
    assert ran.code == expected["exit_code"]
    assert "Traceback" not in ran.err


def lacking(cases: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return the verdicts on rules that no case shows."""
    shown = defaultdict(set)
    for expected in cases:
        if "rule" in expected:
            shown[expected["rule"]].add(expected["verdict"])
    wanted = {(rule, verdict) for rule in DECIDABLE_FROM for verdict in VERDICTS[:3]}
    return {(rule, verdict) for rule, verdict in wanted if verdict not in shown[rule]}


def test_every_decidable_rule_fails_passes_and_is_inconclusive() -> None:
    assert lacking([expected_of(case) for case in CASES]) == set()


def test_a_case_that_is_taken_away_is_missed() -> None:
    rest = [expected_of(case) for case in CASES if not case.name.startswith("list-3-fail")]
    assert lacking(rest) == {("LIST-3", "fail")}


def test_there_are_enough_mixed_cases() -> None:
    assert sum("rule" not in expected_of(case) for case in CASES) >= MIXED


def test_every_case_has_one_line_that_says_what_happened() -> None:
    lines = {case.name: (case / "README.md").read_text(encoding="utf-8") for case in CASES}
    assert [name for name, text in lines.items() if text.count("\n") != 1 or len(text) < 10] == []


def test_the_folders_are_what_the_program_next_to_them_writes() -> None:
    assert committed() == made(), "next: python -m tests.cases.make"
