"""Group sender keys of devices that are gone, and own ones that they hold."""

from pathlib import Path

from mdaudit.audit_cli.findings import Confidence
from mdaudit.audit_cli.results import Answer
from tests.audit_cli.stored import looked_at
from tests.audit_cli.verdicts import blame, failed, finding, missing, noted
from tests.fixtures.stores.make import (
    AUTH_STATE,
    FRIEND,
    FRIENDS_DEVICES,
    GROUP,
    Folder,
    database,
)


def test_keys_of_devices_that_are_there_are_not_found() -> None:
    report = looked_at(AUTH_STATE)
    assert not {"GRP-2", "GRP-3"} & (failed(report) | noted(report))
    assert "a signed device list of account#" in missing(report, "GRP-3")


def test_a_key_of_a_device_that_the_list_does_not_name_is_found(folder: Folder) -> None:
    folder.write(FRIENDS_DEVICES, ["0"])
    report = looked_at(folder.path)
    found = finding(report, "GRP-3")
    assert (found.answer, found.confidence) == (Answer.FAIL, Confidence.MEDIUM)
    assert "does not name" in found.got
    assert blame(report, "GRP-3") == ["observed client"]
    assert found.pointers[1].startswith("/device-list-account#")


def test_an_own_key_that_such_a_device_holds_is_a_note(folder: Folder) -> None:
    folder.write(FRIENDS_DEVICES, ["0"])
    found = finding(looked_at(folder.path), "GRP-2")
    assert (found.answer, found.blame) == (Answer.NOTE, ())
    assert "the next message to the group needs a new one" in found.got


def test_a_key_of_a_device_of_which_nothing_else_is_left_is_found(tmp_path: Path) -> None:
    store = database(tmp_path / "store.db")
    assert "GRP-3" not in failed(looked_at(store.path))
    store.add_sender_key(f"{FRIEND}:8")
    found = finding(looked_at(store.path), "GRP-3")
    assert "no session and no identity key" in found.got


def test_the_own_sender_key_is_nobody_elses(folder: Folder) -> None:
    folder.remove(f"sender-key-{GROUP}--15550100001--12.json")
    before = looked_at(AUTH_STATE).results
    assert [r.judged for r in looked_at(folder.path).results] == [r.judged for r in before]
