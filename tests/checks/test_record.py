"""What is recorded covers every rule, and a difference from it is noticed."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from mdaudit.checks import record
from mdaudit.checks.proofs import BOTH, selected
from mdaudit.spec.chapters import RULES
from tests.repository.checkout import ROOT

RECORDED = ROOT / "checks" / "recorded"
PROOFS = json.loads((RECORDED / "proofs.json").read_text())
ATTACKS = json.loads((RECORDED / "attacks.json").read_text())


def changed(original: dict[str, Any], path: list[str | int], value: Any) -> dict[str, Any]:
    copy = deepcopy(original)
    place: Any = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return copy


def test_every_rule_and_variant_is_looked_at() -> None:
    looked_at = {names[0] for names in record.weakenings() if len(names) == 1}
    variants = {f"{rule.id}:{name}" for rule in RULES.values() for name in rule.variants}
    assert looked_at == set(RULES) | variants


def test_a_rule_whose_drop_breaks_nothing_says_why() -> None:
    covered = {name for attack in ATTACKS["attacks"] for name in attack["dropped"][1:]} | {
        attack["dropped"][0] for attack in ATTACKS["attacks"] if len(attack["dropped"]) > 1
    }
    unexplained = [
        entry["dropped"]
        for entry in ATTACKS["without_effect"]
        if "no promise breaks: every promise" in entry["reason"]
        and not covered.issuperset(entry["dropped"])
    ]
    assert unexplained == []


def test_everything_is_recorded_as_proved_by_both_solvers() -> None:
    said = {group["name"]: group["solvers"] for group in PROOFS["groups"]}
    assert said.keys() == {subject.name for subject in selected()}
    proved = dict.fromkeys(BOTH, "proved")
    results = ({name: one["result"] for name, one in each.items()} for each in said.values())
    assert all(result == proved for result in results)


def test_the_proofs_are_as_recorded() -> None:
    assert record.differences(RECORDED, record.recorded_proofs(), ATTACKS) == []


SEARCHED = [attack["minimal"] for attack in ATTACKS["attacks"]].index("shortest")


@pytest.mark.parametrize(
    "attacks",
    [
        changed(ATTACKS, ["attacks", 0, "length"], 99),
        changed(ATTACKS, ["attacks", 0, "promise"], "99"),
        changed(ATTACKS, ["attacks", SEARCHED, "minimal"], "short"),
        changed(ATTACKS, ["without_effect", 0, "opened"], ["a_lemma"]),
        changed(ATTACKS, ["attacks"], ATTACKS["attacks"][1:]),
    ],
)
def test_another_attack_is_noticed(attacks: dict[str, Any]) -> None:
    assert len(record.differences(RECORDED, PROOFS, attacks)) == 1


@pytest.mark.parametrize(
    "proofs",
    [
        changed(PROOFS, ["groups", 0, "result"], "open"),
        changed(PROOFS, ["groups", 0, "solvers", "cvc5", "result"], "unknown"),
        changed(PROOFS, ["groups", 0, "solvers"], {"z3": {"result": "proved", "seconds": 0}}),
        changed(PROOFS, ["groups"], PROOFS["groups"][1:]),
        changed(PROOFS, ["seed"], 1),
        changed(PROOFS, ["budget", "seconds"], 99.0),
        changed(PROOFS, ["profiles", 0, "opened", "promises"], []),
        changed(PROOFS, ["profiles"], PROOFS["profiles"][1:]),
    ],
)
def test_another_proof_is_noticed(proofs: dict[str, Any]) -> None:
    assert len(record.differences(RECORDED, proofs, ATTACKS)) == 1


def test_other_seconds_are_no_difference() -> None:
    slower = changed(PROOFS, ["groups", 0, "solvers", "cvc5", "seconds"], 99.0)
    slower = changed(slower, ["totals", "seconds"], 99.0)
    assert record.differences(RECORDED, slower, ATTACKS) == []


def test_another_story_of_the_same_length_is_no_difference() -> None:
    told = changed(ATTACKS, ["attacks", 0, "story"], ["1. Something else."])
    assert record.differences(RECORDED, PROOFS, told) == []


def test_writing_and_comparing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(record, "recorded_proofs", lambda: PROOFS)
    monkeypatch.setattr(record, "recorded_attacks", lambda: ATTACKS)
    assert record.main([str(tmp_path)]) == 0
    assert (tmp_path / "attacks.json").read_text() == (RECORDED / "attacks.json").read_text()
    assert record.main([str(tmp_path), "--compare"]) == 0
    shorter = changed(ATTACKS, ["attacks", 0, "length"], 0)
    monkeypatch.setattr(record, "recorded_attacks", lambda: shorter)
    assert record.main([str(tmp_path), "--compare"]) == 1
    assert "run: make record" in capsys.readouterr().out
