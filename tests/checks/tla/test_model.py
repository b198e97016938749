"""TLC explores the small model: what is expected to fall falls, and a broken model is noticed."""

from pathlib import Path

import pytest

from mdaudit.checks.tla.agreement import EXPECTED
from mdaudit.checks.tla.model import (
    MODULE,
    ONE_PEER,
    SCOPES,
    TWO_PEERS,
    Scope,
    broken,
    broken_in,
    witnessed,
)
from mdaudit.checks.tla.tlc import TlcError, missing

pytestmark = pytest.mark.skipif(missing() is not None, reason=str(missing()))

MISTAKES = {
    "a peer that never asks for the signature": (
        TWO_PEERS,
        '    /\\ Ask("LIST-1", list.by = "primary")\n',
        "",
        {"4b"},
    ),
    "an honest owner who signs two lists at one time": (
        TWO_PEERS,
        "/\\ time > owner.time",
        "/\\ time >= owner.time",
        {"4b"},
    ),
    "a peer whose mark does not rise": (
        ONE_PEER,
        "Highest({@, list.high} \\cup list.valid)",
        "@",
        {"5"},
    ),
}
"""Where, what is replaced by what, and which promises fall then, with every rule on."""


@pytest.mark.parametrize("rule", EXPECTED)
def test_without_a_rule_the_expected_promises_fall(rule: str | None) -> None:
    assert broken(() if rule is None else (rule,)) == EXPECTED[rule]


@pytest.mark.parametrize("scope", SCOPES)
def test_something_happens_in_the_model(scope: Scope) -> None:
    assert witnessed(scope).violated == scope.witness


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_model_is_noticed(mistake: str, tmp_path: Path) -> None:
    scope, right, wrong, falls = MISTAKES[mistake]
    text = MODULE.read_text(encoding="utf-8")
    assert text.count(right) == 1
    changed = tmp_path / MODULE.name
    changed.write_text(text.replace(right, wrong), encoding="utf-8")
    assert broken_in(scope, (), changed) == falls


def test_a_model_in_which_nothing_happens_is_noticed(tmp_path: Path) -> None:
    idle = tmp_path / MODULE.name
    text = MODULE.read_text(encoding="utf-8")
    idle.write_text(text.replace("    /\\ CanShowList(list)", "    /\\ FALSE"), encoding="utf-8")
    assert broken_in(TWO_PEERS, (), idle) == set()
    assert witnessed(TWO_PEERS, idle).violated is None


def test_a_rule_that_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(TlcError, match="exit code"):
        broken_in(TWO_PEERS, ("LIST-99",))
