"""Whose main device will not get my messages?"""

from pathlib import Path

from tests.audit_cli.stored import UNREACHED, answer_of, points
from tests.fixtures.stores.make import (
    AUTH_STATE,
    COLLEAGUE,
    FRIEND_MAIN,
    FRIENDS_DEVICES,
    ME,
    SECOND_PHONE,
    Database,
    Folder,
    database,
    session,
)


def test_nobodys_in_an_honest_store(tmp_path: Path) -> None:
    for path in (AUTH_STATE, database(tmp_path / "store.db").path):
        answer = answer_of(path, UNREACHED)
        assert answer.question == "Whose main device will not get my messages?"
        assert answer.answer == "Nobody's, as far as the store shows, of 2."
        assert "hands out keys" in answer.cannot_tell[0]


def test_who_has_sessions_with_companions_only_is_told(folder: Folder) -> None:
    folder.remove(FRIEND_MAIN)
    answer = answer_of(folder.path, UNREACHED)
    assert answer.answer.startswith("Those of 1 of 2 may not: account#")
    assert "open sessions are with companions only" in points(answer)[0]
    assert answer.points[0].pointers[0].startswith("/session-account#")


def test_whom_the_list_does_not_name_is_told(folder: Folder) -> None:
    folder.write(FRIENDS_DEVICES, ["3"])
    answer = answer_of(folder.path, UNREACHED)
    assert "device list does not name it" in points(answer)[0]


def test_who_never_answered_is_told(folder: Folder) -> None:
    folder.session(FRIEND_MAIN, lambda said: said.update(pendingPreKey={"signedKeyId": 1}))
    assert "it has never answered" in points(answer_of(folder.path, UNREACHED))[0]


def test_a_session_with_another_key_is_told(tmp_path: Path) -> None:
    store = database(tmp_path / "store.db")
    statement = "UPDATE whatsmeow_sessions SET session = ? WHERE their_id = ?"
    store.run(statement, session(SECOND_PHONE), f"{COLLEAGUE}:0")
    answer = answer_of(store.path, UNREACHED)
    assert "with another key" in points(answer)[0]
    assert answer.points[0].pointers == ("/whatsmeow_sessions/4", "/whatsmeow_identity_keys/4")


def test_there_may_be_nobody_else(tmp_path: Path) -> None:
    store = Database(tmp_path / "store.db")
    store.add_device(ME)
    assert answer_of(store.path, UNREACHED).answer == "There is nobody else in here."
