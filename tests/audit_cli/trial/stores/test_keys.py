"""Keys that stand twice in a store, and keys that changed."""

from pathlib import Path

from mdaudit.audit_cli.findings import Confidence
from mdaudit.audit_cli.results import Answer
from tests.audit_cli.stored import looked_at
from tests.audit_cli.verdicts import blame, failed, finding, noted
from tests.fixtures.stores.make import (
    COLLEAGUE,
    COLLEAGUES_PHONE,
    FRIEND,
    FRIEND_HIDDEN,
    FRIENDS_LAPTOP,
    FRIENDS_PHONE,
    ME,
    SECOND_PHONE,
    Database,
    Folder,
    session,
)

FRIENDS_MAIN = f"{FRIEND_HIDDEN}_1:0"
FRIENDS_THIRD = f"{FRIEND_HIDDEN}_1:3"


def replace_session(store: Database, address: str, record: bytes) -> None:
    statement = "UPDATE whatsmeow_sessions SET session = ? WHERE our_jid = ? AND their_id = ?"
    store.run(statement, record, ME, address)


def test_an_honest_store_has_each_key_once(store: Database) -> None:
    report = looked_at(store.path)
    assert not {"DEV-7", "LINK-8", "VER-3", "DEV-0"} & (failed(report) | noted(report))


def test_one_key_under_two_device_numbers_is_found(store: Database) -> None:
    store.add_session(f"{FRIEND}:7", session(FRIENDS_LAPTOP))
    report = looked_at(store.path)
    found = finding(report, "DEV-7")
    assert (found.answer, found.confidence) == (Answer.FAIL, Confidence.MEDIUM)
    assert found.subject.startswith("devices 3 and 7 of account#")
    assert blame(report, "DEV-7") == ["unknown"]


def test_the_same_device_under_both_names_of_its_account_is_one(store: Database) -> None:
    store.add_identity(f"{FRIEND}:3", FRIENDS_LAPTOP)
    assert "DEV-7" not in failed(looked_at(store.path))


def test_one_key_in_two_accounts_is_a_note(store: Database) -> None:
    store.add_session("15550100009:2", session(FRIENDS_LAPTOP))
    report = looked_at(store.path)
    found = finding(report, "LINK-8")
    assert (found.answer, found.blame) == (Answer.NOTE, ())
    assert "LINK-8" not in failed(report)


def test_a_hidden_name_without_a_number_may_be_the_same_account(store: Database) -> None:
    store.add_session("100000000000077_1:0", session(COLLEAGUES_PHONE))
    assert "LINK-8" not in noted(looked_at(store.path))


def test_a_main_device_that_had_another_key_is_a_note(store: Database) -> None:
    replace_session(store, FRIENDS_MAIN, session(FRIENDS_PHONE, SECOND_PHONE))
    report = looked_at(store.path)
    found = finding(report, "VER-3")
    assert found.answer is Answer.NOTE
    assert found.subject.startswith("the main device of account#")


def test_a_companion_that_had_another_key_is_a_note(store: Database) -> None:
    replace_session(store, FRIENDS_THIRD, session(FRIENDS_LAPTOP, SECOND_PHONE))
    report = looked_at(store.path)
    assert finding(report, "DEV-7").answer is Answer.NOTE


def test_a_former_key_is_told_once(store: Database) -> None:
    record = session(FRIENDS_PHONE, SECOND_PHONE, SECOND_PHONE)
    replace_session(store, FRIENDS_MAIN, record)
    report = looked_at(store.path)
    assert [f.rule for f in report.findings].count("VER-3") == 1


def test_a_session_with_another_key_than_the_pinned_one_is_found(store: Database) -> None:
    replace_session(store, f"{COLLEAGUE}:0", session(SECOND_PHONE))
    report = looked_at(store.path)
    assert "DEV-0" in failed(report)
    assert finding(report, "DEV-0").pointers == ("/whatsmeow_sessions/4",)


def test_a_key_left_under_the_other_name_is_no_contradiction(store: Database) -> None:
    store.add_identity(f"{FRIEND}:0", SECOND_PHONE)
    report = looked_at(store.path)
    assert "DEV-0" not in failed(report)
    assert "VER-3" in noted(report)


def test_an_own_main_device_with_another_key_is_found(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "auth")
    folder.copy(f"identity-key-{COLLEAGUE}.0.json", "identity-key-15550100001.0.json")
    report = looked_at(folder.path)
    assert {"DEV-0"} <= noted(report) | failed(report)
    assert "VER-3" in noted(report)
