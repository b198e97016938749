"""`mdaudit demo`."""

import json
import re
import sys
from types import ModuleType

import pytest

from mdaudit.audit_cli.commands import demo
from tests.audit_cli.commands.running import Command
from tests.fixtures.evidence.reports.make import DEMO


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the parts that need a solver."""
    module = ModuleType(demo.CHECKS)
    vars(module).update(
        prove_first_promise=lambda: ["proved"], show_attack=lambda: iter(["one", "two"])
    )
    monkeypatch.setitem(sys.modules, demo.CHECKS, module)


def audited_rules(mdaudit: Command, name: str) -> set[str]:
    """Return the rules that are judged, or cannot be for want of evidence."""
    report = json.loads(mdaudit("check", DEMO / name, "--format", "json").out)
    return {result["rule"] for result in report["results"]}


@pytest.mark.usefixtures("checks")
def test_the_main_job_is_shown_in_four_parts(mdaudit: Command) -> None:
    ran = mdaudit("demo")
    assert (ran.code, ran.err) == (0, "")
    assert "Clean: every rule that can be decided passes." in ran.out
    counts = r"mdaudit check clean\.json: \d+ judgements of (\d+) rules; (\d+) more need "
    found = re.search(counts, ran.out)
    assert found
    assert sum(map(int, found.groups())) == len(audited_rules(mdaudit, "clean.json"))
    assert "Found: LIST-3 (high): A held list never goes back." in ran.out
    assert "server or network (offered), observed client (accepted)" in ran.out
    assert ran.out.index("   proved\n") < ran.out.index("   one\n   two\n")
    assert [line[0] for line in ran.out.splitlines() if line[:2] in {"1.", "2.", "3.", "4."}] == [
        "1",
        "2",
        "3",
        "4",
    ]


def test_without_a_solver_it_says_what_is_left_out(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "CHECKS", "no_such_module")
    ran = mdaudit("demo")
    assert ran.code == 0
    assert ran.out.count("Left out, as no_such_module is not installed") == 2
