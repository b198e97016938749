"""`mdaudit explain`."""

import json

import pytest

from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.audit_cli.recorded import Necessity, Need
from mdaudit.spec.chapters import RULES
from tests.audit_cli.commands.running import Command
from tests.audit_cli.terminal import terminal_of

NEED = Need("4a", ("LIST-3", "LIST-4"), ())


@pytest.mark.parametrize("rule", ["LIST-3", "list-3"])
def test_a_rule_is_explained(mdaudit: Command, rule: str) -> None:
    ran = mdaudit("explain", rule)
    assert ran.code == 0
    assert ran.out.startswith("LIST-3: A held list never goes back\n")
    assert "An older list would give a removed companion its place again." in ran.out


def test_programs_get_json(mdaudit: Command) -> None:
    for rule in RULES:
        explained = json.loads(mdaudit("explain", rule, "--format", "json").out)
        assert explained["id"] == rule
        assert explained["why"]
        assert explained["advice"]


def test_weaker_variants_are_named(mdaudit: Command) -> None:
    explained = json.loads(mdaudit("explain", "LIST-8", "--format", "json").out)
    assert [variant["name"] for variant in explained["variants"]] == ["from-receipt"]
    assert explained["dropped"] == "a list never expires"
    assert "from-receipt: Age counts from the last receipt" in mdaudit("explain", "LIST-8").out


@pytest.mark.parametrize(
    ("necessity", "words"),
    [
        (None, "no recorded proof results are installed"),
        (Necessity((), None), "none is recorded as resting on this rule"),
        (
            Necessity((), "others cover for it"),
            "dropping it breaks no promise: others cover for it",
        ),
        (Necessity((NEED,), None), "broken without LIST-3 and LIST-4"),
    ],
)
def test_the_promises_come_from_recorded_results(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, necessity: Necessity | None, words: str
) -> None:
    monkeypatch.setattr("mdaudit.audit_cli.recorded.necessity_of", lambda _rule: necessity)
    assert words in " ".join(mdaudit("explain", "LIST-3").out.split())
    explained = json.loads(mdaudit("explain", "LIST-3", "--format", "json").out)
    assert (explained["necessity"] is None) == (necessity is None)


ATTACK = """\

The smallest attack on record, without LINK-4; time is counted in days:

 alice    bob
   *       |     1. Day 0: alice registers with the primary key alice-phone.
   |       *     2. Day 0: bob registers with the primary key bob-phone.
   *       |     3. Day 0: alice approves the laptop's certificate; its primary signs it, and the
   |       |        list with the laptop. [the laptop's certificate: life 1, index 1, key
   |       |        alice-laptop] [the list with the laptop: life 1, day 0, current index 1, valid:
   |       |        0, 1]
   *       |     4. Day 0: The primary of alice shows the device of the laptop's certificate as
   |       |        linked.
Now promise 14d is broken.
"""


def test_the_smallest_attack_is_drawn(mdaudit: Command) -> None:
    assert mdaudit("explain", "LINK-4").out.endswith(ATTACK)


def test_programs_get_the_attack_step_by_step(mdaudit: Command) -> None:
    attack = json.loads(mdaudit("explain", "LIST-3", "--format", "json").out)["attack"]
    assert (attack["without"], attack["breaks"]) == (["LIST-3"], "4a")
    shown = [event for event in attack["events"] if event["by"] == "server"]
    assert {event["to"] for event in shown} == {"bob's phone"}


def test_what_rests_on_a_rule_is_said_to_be_proved_or_not(mdaudit: Command) -> None:
    explained = json.loads(mdaudit("explain", "LIST-3", "--format", "json").out)
    assert explained["proofs"] == [{"promise": "4a", "result": "proved", "solvers": ["z3", "cvc5"]}]
    words = " ".join(mdaudit("explain", "LIST-3").out.split())
    assert "with all rules proved by z3 and cvc5" in words


def test_what_a_finding_fills_in_is_a_place_in_brackets(mdaudit: Command) -> None:
    said = mdaudit("explain", "LIST-3").out
    assert "a list signed at <held> or later\n" in said
    assert "{" not in said


@pytest.mark.parametrize("width", [40, 60, 140])
def test_a_terminal_s_width_is_respected(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    terminal = terminal_of(width, monkeypatch)
    mdaudit("explain", "LIST-3")
    assert max(map(len, terminal.lines())) <= width


def test_a_rule_without_an_attack_says_why(mdaudit: Command) -> None:
    said = " ".join(mdaudit("explain", "WIRE-1").out.split())
    assert "dropping it breaks no promise: WIRE-1 speaks of bytes" in said
    assert "attack on record" not in said


def test_every_rule_has_an_attack_or_a_reason(mdaudit: Command) -> None:
    for rule in RULES:
        explained = json.loads(mdaudit("explain", rule, "--format", "json").out)
        assert explained["attack"] or explained["necessity"]["reason"], rule


def test_a_promise_without_a_recorded_proof_is_said_to_have_none(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mdaudit.audit_cli.recorded.proofs_of", lambda _promises: ())
    assert "no proof is on record" in " ".join(mdaudit("explain", "LIST-3").out.split())


@pytest.mark.parametrize(
    ("name", "hint"),
    [("LIST-33", "did you mean LIST-3 or "), ("?", "next: `mdaudit rules` lists them")],
)
def test_an_unknown_rule_is_wrong_usage(mdaudit: Command, name: str, hint: str) -> None:
    ran = mdaudit("explain", name)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert hint in ran.err
