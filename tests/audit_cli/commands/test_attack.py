"""`mdaudit attack`: a story, how each rule stops it, and an honest no."""

import json

import pytest

from mdaudit.audit_cli.commands import run
from mdaudit.audit_cli.exit_codes import ExitCode


def test_it_tells_the_story_and_the_stop(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["attack", "FAN-2", "--promise", "16"]) == ExitCode.CLEAN
    told = capsys.readouterr().out
    assert "Without FAN-2 this promise breaks:" in told
    assert "The shortest run" in told
    assert "  1. Day 0: alice registers" in told
    assert "Day 35: bob's phone sends a message" in told
    assert "Now promise 16 is broken." in told
    assert "With FAN-2 on, left out: FAN-2" in told


def test_for_a_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["attack", "LIST-1", "--promise", "3", "--format", "json"]) == ExitCode.CLEAN
    told = json.loads(capsys.readouterr().out)
    assert (told["dropped"], told["promise"], told["length"]) == (["LIST-1"], "3", 1)
    assert "LIST-1" in told["stopped_by"]["LIST-1"]


def test_a_rule_that_breaks_nothing_is_reported_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["attack", "ICDC-1"]) == ExitCode.UNEXPECTED
    assert "only the lifetime" in capsys.readouterr().out


def test_without_a_rule_the_text_is_searched_as_it_stands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["attack", "--promise", "4a", "--depth", "2"]) == ExitCode.UNEXPECTED
    told = capsys.readouterr().out
    assert "no run of up to 2 steps after the scenes breaks one" in told
    assert "not looked at, as promises were named" in told


def test_a_rule_that_is_named_twice_is_dropped_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["attack", "LIST-1", "LIST-1", "--promise", "3"]) == ExitCode.CLEAN
    assert "Without LIST-1 this promise breaks" in capsys.readouterr().out


@pytest.mark.parametrize("option", [("--depth", "0"), ("--seconds", "nan"), ("--seconds", "0")])
def test_a_search_without_bounds_is_wrong_usage(
    option: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["attack", "LIST-1", *option]) == ExitCode.USAGE
    assert option[0] in capsys.readouterr().err


def test_a_set_is_told_what_breaks_with_less(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["attack", "FAN-2", "LIST-7", "--promise", "16", "--depth", "1"]
    assert run(asked) == ExitCode.UNEXPECTED
    assert "Promise 16 breaks already without some of the rules" in capsys.readouterr().out


@pytest.mark.parametrize("rule", ["LIST-99", "LIST-3:no-such-variant", "nonsense"])
def test_an_unknown_rule_is_wrong_usage(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["attack", rule]) == ExitCode.USAGE
    assert capsys.readouterr().err.count("\n") == 1


def test_an_unknown_promise_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["attack", "FAN-2", "--promise", "99"]) == ExitCode.USAGE
    assert "there is no promise '99'" in capsys.readouterr().err
