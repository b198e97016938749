"""Every case of the corpus is audited as it says; and the corpus is complete.

Each folder holds the input, the arguments and what is expected, and a line on what happened. They
are written by `tests/cases/make.py`; what they expect was written by hand.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from mdaudit.audit_cli import audit
from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.decidable import DECIDABLE_FROM
from tests.audit_cli.commands.running import Command
from tests.cases.make import FOLDER, committed, made

CASES = sorted(readme.parent for readme in FOLDER.glob("*/README.md"))
VERDICTS = ("fail", "inconclusive", "pass", "note")
"""Worst first: of several accounts, the worst counts."""
MIXED = 20
"""At least so many cases are about several things together."""

NEVER = {
    ("WIRE-2", "inconclusive"): "bytes are there, and then they have one reading or not",
    ("LIST-5", "inconclusive"): "the list's time and the clock of its receipt are in every record",
    ("LIST-6", "inconclusive"): "the list itself says all that the rule is about",
    ("LIST-9", "inconclusive"): "the next list shows what was remembered; if not, it is not judged",
    ("LINK-5", "inconclusive"): "the list itself says how many companions there are",
    ("DEV-0", "inconclusive"): "the index is in the certificate; without one, DEV-4 is judged",
    ("DEV-6", "inconclusive"): "list and certificate say their type, and the caller the account's",
    ("LINK-6", "pass"): "that a secret was shown nowhere else is in no evidence",
    ("OWN-1", "pass"): "the primary's own clock, by which it dates a list, is in no evidence",
}
"""Verdicts that no evidence can give for a rule, with the reason."""


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
    return {(rule, v) for rule, v in wanted - set(NEVER) if v not in shown[rule]}


def test_every_decidable_rule_fails_passes_and_is_inconclusive() -> None:
    assert lacking([expected_of(case) for case in CASES]) == set()


def test_what_can_never_be_said_of_a_rule_is_not_said_in_any_case() -> None:
    said = {(e.get("rule"), e.get("verdict")) for e in map(expected_of, CASES)}
    assert set(NEVER) & said == set()
    assert {rule for rule, _ in NEVER} <= set(DECIDABLE_FROM)


def test_what_can_never_be_said_of_a_rule_is_not_said_with_less_evidence_either() -> None:
    said, rules = set(), {rule for rule, _ in NEVER}
    for file in (f for rule in rules for f in FOLDER.glob(f"{rule.lower()}-*/evidence.json")):
        whole = json.loads(file.read_text(encoding="utf-8"))
        for less in (whole, *fewer(whole)):
            said |= said_by(less)
    every = {(rule, verdict) for rule in rules for verdict in VERDICTS[:3]}
    assert every - said == set(NEVER), "whatever else can be said of these rules is said"


def fewer(evidence: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the evidence without each of its members in turn, as if nobody had collected it."""
    for path in members(evidence):
        less = deepcopy(evidence)
        parent: Any = less
        for step in path[:-1]:
            parent = parent[step]
        del parent[path[-1]]
        yield less


def members(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Return the way to each member of objects, however deep."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield (*path, name)
            yield from members(value, (*path, name))
    if isinstance(part, list):
        for number, value in enumerate(part):
            yield from members(value, (*path, number))


def said_by(evidence: dict[str, Any]) -> set[tuple[str, str]]:
    """Return what an audit says of rules; nothing if it is no evidence any more."""
    try:
        report = audit(json.dumps(evidence).encode())
    except CannotLookError:
        return set()
    return {(result.rule, result.answer.value) for result in report.results}


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
