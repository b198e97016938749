"""Our side of the comparison: recorded attacks, proofs, and bounded searches that say so."""

import json
from pathlib import Path

import pytest

from mdaudit.checks.hunt import Limits
from mdaudit.checks.tla import ours
from mdaudit.checks.tla.agreement import EXPECTED, PROMISES
from mdaudit.checks.tla.ours import Judgement, judge, recorded_attack
from mdaudit.spec.chapters import PROMISES as OURS
from mdaudit.spec.chapters import RULES


def test_what_is_compared_exists_on_our_side() -> None:
    assert set(PROMISES) <= set(OURS)
    assert {rule for rule in EXPECTED if rule is not None} <= set(RULES)


def test_ours_says_what_is_expected() -> None:
    judged = judge("LIST-4", PROMISES)
    assert {number for number in PROMISES if judged[number].broken} == EXPECTED["LIST-4"]
    assert judged["5"].how == "proved"


def test_a_promise_without_a_recorded_attack_is_searched() -> None:
    assert recorded_attack("LIST-1", "4b") is None
    assert judge("LIST-1", ["4b"])["4b"] == Judgement(broken=True, how="attack of 2 steps")


def test_a_search_that_finds_nothing_says_how_far_it_went(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "LIMITS", Limits(depth=1, seconds=60))
    found = judge("LIST-1", ["5"])["5"]
    assert found == Judgement(broken=False, how="no run of up to 1 steps")


def test_only_an_attack_without_this_rule_alone_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "attacks.json"
    attack = {"dropped": ["LIST-3", "LIST-4"], "promise": "5", "length": 2}
    record.write_text(json.dumps({"attacks": [attack]}))
    monkeypatch.setattr(ours, "RECORDED", record)
    assert recorded_attack("LIST-3", "5") is None
