"""`mdaudit prove`: one line per promise and lemma, and a failure for anything but a proof."""

import json
import sys
from pathlib import Path

import pytest

from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.checks import proofs, unbounded
from mdaudit.checks.answer import Answer, Verdict
from mdaudit.spec.registry import LEMMAS, PROMISES, RULES, STEPS
from tests.audit_cli.commands.running import Command


def test_it_tells_each_result_and_the_totals(mdaudit: Command) -> None:
    ran = mdaudit("prove")
    assert ran.code == ExitCode.CLEAN
    lines = ran.out.splitlines()
    everything = len(PROMISES) + len(LEMMAS)
    assert sum(line.startswith("proved") for line in lines) == everything
    assert any("promise 16b" in line for line in lines)
    assert lines[-3] == f"{everything} of {everything} promises and lemmas proved."
    assert f"{len(STEPS)} steps and {len(RULES)} rules" in lines[-2]
    assert lines[-1].startswith("z3 ")
    assert " and cvc5 " in lines[-1]


@pytest.mark.parametrize("solver", ["z3", "cvc5"])
def test_one_promise_is_proved_with_all_lemmas(mdaudit: Command, solver: str) -> None:
    ran = mdaudit("prove", "--promise", "4a", "--format", "json", "--solver", solver)
    assert ran.code == ExitCode.CLEAN
    told = json.loads(ran.out)
    assert told["format"] == "mdaudit-proofs/2"
    assert [group["id"] for group in told["groups"] if group["kind"] == "promise"] == ["4a"]
    assert len(told["groups"]) == 1 + len(LEMMAS)
    assert {name for group in told["groups"] for name in group["solvers"]} == {solver}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--promise", "99"], "there is no promise '99'; there are: 1, 1b, 1c"),
        (["--without", "LIST-99"], "there is no rule LIST-99"),
        (["--without", "LIST-3:softer"], "LIST-3 has no variant softer"),
        (["--profile", "wishful"], "'wishful' is not one of 'documented', 'observed', 'strict'"),
        (["--budget", "0"], "0.0 is not in the range 0.001<=x<=86400"),
        (["--budget", "nan"], "'nan' is not a number"),
        (["--budget", "inf"], "inf is not in the range"),
        (["--solver", "yices"], "'yices' is not one of"),
        (["--policy", "nowhere.toml"], "--policy nowhere.toml: expected a readable file"),
        (["--smt2", "nowhere/at/all"], "--smt2 nowhere/at/all: cannot be written"),
    ],
)
def test_wrong_usage_is_said(mdaudit: Command, arguments: list[str], message: str) -> None:
    ran = mdaudit("prove", *arguments)
    assert ran.code == ExitCode.USAGE
    assert message in ran.err


@pytest.mark.parametrize(
    ("z3", "cvc5", "said"),
    [
        (
            Answer.IMPOSSIBLE,
            Answer.POSSIBLE,
            ["disputed promise 1", "cvc5 says can be violated", "one solver is wrong"],
        ),
        (
            Answer.IMPOSSIBLE,
            Answer.UNKNOWN,
            ["unknown  promise 1", "z3 says proved after 2.5 s; cvc5 says unknown", "--budget"],
        ),
        (
            Answer.UNKNOWN,
            Answer.UNKNOWN,
            ["unknown  promise 1", "next: mdaudit attack --promise 1,", "cvc5 was not asked"],
        ),
        (Answer.POSSIBLE, Answer.UNKNOWN, ["open     promise 1", "z3 says can be violated"]),
    ],
)
def test_anything_but_two_proofs_fails(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, z3: Answer, cvc5: Answer, said: list[str]
) -> None:
    verdicts = {"z3": Verdict(z3, 2.5), "cvc5": Verdict(cvc5, 2.5)}
    outcome = proofs.Outcome("x", "send", by_frame=False, verdicts=verdicts)
    proved = proofs.Outcome("x", "park", by_frame=True, verdicts={})
    group = proofs.Group(PROMISES["1"], (outcome, proved))
    monkeypatch.setattr(proofs, "prove", lambda *_, **__: [group])
    ran = mdaudit("prove")
    assert ran.code == ExitCode.UNEXPECTED
    assert ran.out.count("not proved: send: ") == ran.out.count("not proved") == 1
    assert all(words in ran.out for words in said)


def test_a_used_up_budget_is_a_failure(mdaudit: Command) -> None:
    ran = mdaudit("prove", "--promise", "1", "--solver", "cvc5", "--budget", "0.001")
    assert ran.code == ExitCode.UNEXPECTED
    assert "cvc5 says unknown" in ran.out


def test_without_a_rule_it_says_what_opens_and_where(mdaudit: Command) -> None:
    ran = mdaudit("prove", "--without", "LIST-3")
    assert ran.code == ExitCode.UNEXPECTED
    assert "opens   promise 4a: A client never holds two contents" in ran.out
    assert "opens   lemma history_ends_with_the_held_list: " in ran.out
    assert "at: accept_list" in ran.out
    assert "shaken  promise 7: " in ran.out
    assert "next: mdaudit attack LIST-3" in ran.out


def test_several_rules_are_dropped_one_by_one_and_together(mdaudit: Command) -> None:
    weaker = "DEV-1:trusts-the-embedded-key"
    ran = mdaudit(
        "prove", "--without", weaker, "--without", "DEV-5", "--solver", "z3", "--format", "json"
    )
    assert ran.code == ExitCode.UNEXPECTED
    told = json.loads(ran.out)
    assert told["format"] == "mdaudit-what-if/1"
    alone, other, both = told["answers"]
    assert (alone["without"], other["without"]) == ([weaker], ["DEV-5"])
    assert both["without"] == [weaker, "DEV-5"]
    assert alone["opened"] == other["opened"] == {"promises": [], "lemmas": []}
    assert "no promise breaks" in alone["reason"]
    assert "3" in both["opened"]["promises"]
    assert "reason" not in both


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("WIRE-1", "WIRE-1 speaks of bytes"),
        ("REV-4", "Functional: "),
        ("DEV-5", "overlapped by DEV-1:trusts-the-embedded-key: without both, promise 3 breaks"),
    ],
)
def test_that_nothing_opens_is_said_loudly(mdaudit: Command, rule: str, reason: str) -> None:
    ran = mdaudit("prove", "--without", rule, "--solver", "z3")
    assert ran.code == ExitCode.CLEAN
    assert f"Without {rule}: NOTHING OPENS." in ran.out
    assert reason in ran.out


def test_a_profile_says_what_it_leaves_out_and_what_opens(mdaudit: Command) -> None:
    ran = mdaudit("prove", "--profile", "documented", "--solver", "z3")
    assert ran.code == ExitCode.UNEXPECTED
    assert "Profile documented: " in ran.out
    assert "not followed  LIST-7: inferred: " in ran.out
    assert "opens   promise 5: " in ran.out


def test_the_strict_profile_opens_nothing_unless_a_rule_is_dropped(mdaudit: Command) -> None:
    strict = mdaudit("prove", "--profile", "strict", "--solver", "z3")
    assert strict.code == ExitCode.CLEAN
    assert strict.out.startswith("Profile strict: ")
    assert "not proved" not in strict.out
    weaker = mdaudit(
        "prove", "--profile", "strict", "--without", "LIST-7", "--format", "json", "--solver", "z3"
    )
    assert weaker.code == ExitCode.UNEXPECTED
    told = json.loads(weaker.out)
    assert told["profile"] == "strict"
    assert [answer["without"] for answer in told["answers"]] == [["LIST-7"]]


def test_a_policy_is_put_into_the_promises_and_proved(mdaudit: Command, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("lifetime = 604800\nclock_error = 60\n")
    ran = mdaudit("prove", "--policy", file, "--promise", "6", "--solver", "z3")
    assert ran.code == ExitCode.CLEAN
    lines = ran.out.splitlines()
    assert lines[0] == "With lifetime 7 days, deadline 2 days, clock error E 1 min:"
    assert "promise 6: While the pin is honest" in lines[1]
    assert lines[1].endswith("its removal + 7 days + 2 x 1 min (7 days 2 min)")


def test_everything_together(mdaudit: Command, tmp_path: Path) -> None:
    policy, folder = tmp_path / "policy.json", tmp_path / "obligations"
    policy.write_text('{"deadline": 3600}')
    arguments = [
        "--policy",
        policy,
        "--promise",
        "7",
        "--solver",
        "z3",
        "--budget",
        "5",
        "--format",
        "json",
    ]
    ran = mdaudit("prove", *arguments, "--without", "FAN-3", "--smt2", folder)
    assert ran.code == ExitCode.UNEXPECTED
    told = json.loads(ran.out)
    assert told["budget"] == {"seconds": 5.0, "effort": 400_000}
    assert told["policy"]["deadline"] == 3600
    assert "1 h + 2 x 1 h (3 h)" in told["statements"]["7"]
    assert told["answers"][0]["opened"]["promises"] == ["7"]
    text = (folder / "promise-7-at-send.smt2").read_text()
    assert "(assert (= |constant deadline_bound| 3600))" in text
    assert "(set-info :status unknown)" in text
    assert f"{len(list(folder.iterdir()))} obligations are in " in ran.err


def test_a_folder_of_somebody_else_is_not_written(mdaudit: Command, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("Chapter 1")
    ran = mdaudit("prove", "--promise", "1", "--smt2", tmp_path)
    assert ran.code == ExitCode.USAGE
    assert "holds thesis.tex, which this command did not write" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("missing", "advice"),
    [
        ("cvc5", "cvc5 is not installed; next: pip install 'mdaudit[prove]', or: --solver z3"),
        ("z3", "z3 is not installed; next: pip install 'mdaudit[prove]', or: --solver cvc5"),
    ],
)
def test_without_a_solver_it_says_what_to_do(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, missing: str, advice: str
) -> None:
    monkeypatch.delitem(sys.modules, unbounded.SOLVERS[missing], raising=False)
    monkeypatch.setitem(sys.modules, missing, None)
    ran = mdaudit("prove")
    assert ran.code == ExitCode.USAGE
    assert advice in ran.err
