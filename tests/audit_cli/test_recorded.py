"""Recorded results of the provers."""

import json
from pathlib import Path

import pytest

from mdaudit.audit_cli import recorded
from mdaudit.audit_cli.recorded import Necessity, Need, Proof, necessity_of, proofs_of

ATTACK = {
    "dropped": ["LIST-3", "LIST-6:own-current-index-is-the-mark"],
    "promise": "7",
    "story": ["One.", "Two."],
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the results be read from a folder of this test's own."""
    monkeypatch.setattr(recorded, "files", lambda _: tmp_path)
    return tmp_path


def test_the_promises_of_a_rule_are_those_that_break_without_it(package: Path) -> None:
    file = package / recorded.FILE
    file.parent.mkdir()
    harmless = {"dropped": ["LIST-4"], "reason": "LIST-3 covers for it"}
    file.write_text(json.dumps({"attacks": [ATTACK], "without_effect": [harmless]}))
    need = Need("7", ("LIST-3", "LIST-6:own-current-index-is-the-mark"), ("One.", "Two."))
    assert necessity_of("LIST-3") == necessity_of("LIST-6") == Necessity((need,), None)
    assert necessity_of("LIST-4") == Necessity((), "LIST-3 covers for it")


@pytest.mark.usefixtures("package")
def test_without_results_nothing_is_known() -> None:
    assert necessity_of("LIST-3") is None
    assert proofs_of(["7"]) == ()


def test_a_proof_is_told_with_who_was_asked(package: Path) -> None:
    file = package / recorded.PROOFS
    file.parent.mkdir()
    group = {"kind": "promise", "id": "7", "result": "proved", "solvers": {"z3": {}, "cvc5": {}}}
    file.write_text(json.dumps({"groups": [group, group | {"kind": "lemma", "id": "8"}]}))
    assert proofs_of(["7", "7", "8", "9"]) == (Proof("7", "proved", ("z3", "cvc5")),)


def test_the_smallest_attack_is_the_shortest_without_the_rule_alone() -> None:
    several = Need("1", ("LIST-3", "LIST-4"), ("One.",))
    variant = Need("1", ("LIST-3:weaker",), ("One.",))
    alone = Need("2", ("LIST-3",), ("One.", "Two."))
    assert Necessity((several, variant, alone), None).smallest("LIST-3") is alone
    assert Necessity((several, variant), None).smallest("LIST-3") is variant
    assert Necessity((), "others cover for it").smallest("LIST-3") is None
