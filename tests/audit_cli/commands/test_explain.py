"""`mdaudit explain`."""

import json

import pytest

from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.audit_cli.recorded import Necessity, Need
from mdaudit.spec.chapters import RULES
from tests.audit_cli.commands.running import Command

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


@pytest.mark.parametrize(
    ("name", "hint"), [("LIST-33", "did you mean: LIST-3"), ("?", "see `mdaudit rules`")]
)
def test_an_unknown_rule_is_wrong_usage(mdaudit: Command, name: str, hint: str) -> None:
    ran = mdaudit("explain", name)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert hint in ran.err
