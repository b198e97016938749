"""The log of a reference client is replayed in the model, and audited as evidence."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mdaudit.reference.parties.log import FORMAT, Event
from mdaudit.reference.parties.party import Party
from mdaudit.spec.linking.attempts import Attempt, secret_serves_one_attempt
from mdaudit.spec.linking.codes import one_answer_same_keys
from mdaudit.spec.reading import Refused, read_as
from mdaudit.spec.sorts import NO_KEY, Count
from tests.audit_cli.commands.running import Command
from tests.reference.scene import ALICE, DAY, LAPTOP, Scene, at, without


def write_log(party: Party, file: Path) -> Path:
    """Write a log as `mdref log` does."""
    lines = [{"format": FORMAT}, *party.log]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


def replaying(scene: Scene) -> Scene:
    """Let the server show Bob an old list after a newer one; raises if he refuses it."""
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    scene.served(at(DAY))
    scene.bob.receive_list(ALICE, scene.with_laptop, at(2 * DAY))
    scene.served(at(2 * DAY))
    return scene


def test_an_honest_log_is_followed_and_clean(mdaudit: Command, tmp_path: Path) -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.served(at(5))
    run = mdaudit("check", "--format", "json", write_log(scene.bob.party, tmp_path / "log"))
    assert run.code == 0
    (given,) = json.loads(run.out)["inputs"]
    assert given["kind"] == FORMAT
    followed, numbers = given["remarks"]
    assert followed == "After every event the client's state was the model's."
    assert numbers.endswith("Facts that are the client's word: none.")


def test_a_refusal_is_a_note_and_is_followed(mdaudit: Command, tmp_path: Path) -> None:
    scene = Scene().bob_knows_the_laptop()
    with pytest.raises(Refused, match="LIST-3"):
        replaying(scene)
    run = mdaudit("check", "--format", "json", write_log(scene.bob.party, tmp_path / "log"))
    report = json.loads(run.out)
    assert run.code == 0
    assert {f["rule"]: f["severity"] for f in report["findings"]}["LIST-3"] == "note"
    assert "LIST-3 1" in report["inputs"][0]["remarks"][1]


def test_a_refusal_without_a_step_is_counted_as_well(mdaudit: Command, tmp_path: Path) -> None:
    party = Scene().bob_knows_the_laptop().bob.party
    with pytest.raises(Refused):
        party.ask(one_answer_same_keys, at(5), Count(2), NO_KEY, NO_KEY)
    run = mdaudit("check", "--format", "json", write_log(party, tmp_path / "log"))
    assert run.code == 0
    remarks = json.loads(run.out)["inputs"][0]["remarks"]
    assert remarks[0] == "After every event the client's state was the model's."
    assert "Refusals in the log, all as the model refuses: LINK-7 1." in remarks[1]


def test_what_a_device_refused_that_was_never_linked_is_told(
    mdaudit: Command, tmp_path: Path
) -> None:
    party, attempt = Party(), Attempt("the attempt of today")
    with pytest.raises(Refused):
        party.ask(secret_serves_one_attempt, at(5), attempt, *(True, False))
    run = mdaudit("check", write_log(party, tmp_path / "log"))
    assert run.code == 3
    assert "never became part of an account; refused in it: LINK-6 1" in run.err


def test_a_client_without_a_rule_is_found_and_not_followed(
    mdaudit: Command, tmp_path: Path
) -> None:
    with read_as(without("LIST-3", "LIST-7")):
        scene = replaying(Scene().bob_knows_the_laptop())
    run = mdaudit("check", "--format", "json", write_log(scene.bob.party, tmp_path / "log"))
    assert run.code == 14
    assert {"LIST-3", "LIST-7"} <= {f["rule"] for f in json.loads(run.out)["findings"]}
    assert "step accept_list: expected what the specification's step does: refused" in run.err


def without_the_beginning(log: list[Event]) -> None:
    """Leave out how the client became part of an account."""
    del log[:1]


def with_a_broken_event(log: list[Event]) -> None:
    """Say nothing of what a step was about."""
    log[3]["arguments"] = {}


def with_an_unknown_outcome(log: list[Event]) -> None:
    """Let a step end in a way that there is not."""
    log[3]["outcome"] = "well"


@pytest.mark.parametrize(
    "damage", [without_the_beginning, with_a_broken_event, with_an_unknown_outcome]
)
def test_a_damaged_log_cannot_be_audited(
    mdaudit: Command, tmp_path: Path, damage: Callable[[list[Event]], None]
) -> None:
    party = Scene().bob_knows_the_laptop().bob.party
    damage(party.log)
    run = mdaudit("check", write_log(party, tmp_path / "log"))
    assert run.code == 3
    assert "log" in run.err
    assert "Traceback" not in run.err
