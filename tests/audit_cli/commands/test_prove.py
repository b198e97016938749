"""`mdaudit prove`: one line per promise and lemma, and a failure for anything but a proof."""

import json
import sys
from dataclasses import replace

import pytest

from mdaudit.audit_cli.commands import run
from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.checks import proofs
from mdaudit.checks.z3_api import Answer
from mdaudit.spec.registry import LEMMAS, PROMISES


def test_it_tells_each_result_and_the_totals(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["prove"]) == ExitCode.CLEAN
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("proved") for line in lines) == len(PROMISES) + len(LEMMAS)
    assert any("promise 16b" in line for line in lines)
    assert "promises and lemmas proved over" in lines[-2]
    assert "obligations" in lines[-1]


def test_one_promise_is_proved_with_all_lemmas(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["prove", "--promise", "4a", "--json"]) == ExitCode.CLEAN
    told = json.loads(capsys.readouterr().out)
    assert told["format"] == "mdaudit-proofs/1"
    assert [group["id"] for group in told["groups"] if group["kind"] == "promise"] == ["4a"]
    assert len(told["groups"]) == 1 + len(LEMMAS)


def test_an_unknown_promise_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["prove", "--promise", "99"]) == ExitCode.USAGE
    assert "there is no promise '99'; there are: 1, 2, 3" in capsys.readouterr().err


def test_anything_but_a_proof_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = proofs.Outcome("x", "send", Answer.UNKNOWN, by_frame=False, seconds=1.0)
    group = proofs.Group(PROMISES["1"], (outcome, replace(outcome, answer=Answer.IMPOSSIBLE)))
    monkeypatch.setattr(proofs, "prove", lambda *_, **__: [group])
    assert run(["prove"]) == ExitCode.UNEXPECTED
    told = capsys.readouterr().out
    assert told.startswith("unknown promise 1")
    assert "not proved: send" in told


def test_without_a_solver_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("mdaudit.checks.proofs", "mdaudit.checks.unbounded", "mdaudit.checks.z3_api"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.delattr("mdaudit.checks.proofs", raising=False)
    monkeypatch.setitem(sys.modules, "z3", None)
    assert run(["prove"]) == ExitCode.USAGE
    assert "pip install 'mdaudit[prove]'" in capsys.readouterr().err
