"""What a client saw is evidence that the command can audit."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mdaudit.reference.evidence import evidence_of
from mdaudit.spec.reading import Refused, read_as
from tests.reference.scene import ALICE, BOB, DAY, LAPTOP, Scene, at, without


def audited(evidence: dict[str, Any], folder: Path) -> tuple[int, dict[str, Any]]:
    """Audit evidence as a user would: in a process of its own."""
    file = folder / "evidence.json"
    file.write_text(json.dumps(evidence), encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).with_name("mdaudit"), "check", "--format", "json", file],
        check=False,
        capture_output=True,
        text=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, report


def replayed(scene: Scene) -> None:
    """Let Bob's phone hold the newer list, and show the older one again."""
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    scene.bob.receive_list(ALICE, scene.with_laptop, at(2 * DAY))


def test_an_honest_account_is_clean(tmp_path: Path) -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.served(at(5))
    code, report = audited(evidence_of(scene.bob.party.log), tmp_path)
    assert (code, report["findings"]) == (0, [])


def test_a_refused_replay_is_a_note(tmp_path: Path) -> None:
    scene = Scene().bob_knows_the_laptop()
    with pytest.raises(Refused):
        replayed(scene)
    scene.served(at(3 * DAY))
    code, report = audited(evidence_of(scene.bob.party.log), tmp_path)
    assert code == 0
    assert {f["rule"]: f["severity"] for f in report["findings"]}["LIST-3"] == "note"


def test_a_client_without_the_rule_is_found(tmp_path: Path) -> None:
    scene = Scene().bob_knows_the_laptop()
    with read_as(without("LIST-3", "LIST-7")):
        replayed(scene)
    scene.served(at(3 * DAY))
    code, report = audited(evidence_of(scene.bob.party.log), tmp_path)
    assert code == 14
    assert {"LIST-3", "LIST-7"} <= {f["rule"] for f in report["findings"]}


def test_malformed_bytes_are_part_of_it(tmp_path: Path) -> None:
    scene = Scene().bob_knows_the_laptop()
    with pytest.raises(Refused):
        scene.bob.receive_list(ALICE, b"\xff", at(5))
    scene.served(at(6))
    code, report = audited(evidence_of(scene.bob.party.log), tmp_path)
    assert code == 0, report["findings"]


def test_it_names_the_accounts_once_and_the_own_one() -> None:
    scene = Scene().bob_knows_the_laptop()
    evidence = evidence_of(scene.bob.party.log)
    assert [(a["account"], a["own"]) for a in evidence["accounts"]] == [(BOB, True), (ALICE, False)]
    assert evidence["collected_at"] == at(0)
