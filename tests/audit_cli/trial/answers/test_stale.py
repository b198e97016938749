"""Which companions are stale in here?"""

from pathlib import Path

from tests.audit_cli.stored import STALE, answer_of, points
from tests.fixtures.stores.make import (
    AUTH_STATE,
    DAY,
    FRIEND,
    FRIEND_COMPANION,
    FRIEND_HIDDEN,
    FRIENDS_DEVICES,
    FRIENDS_LAPTOP,
    GROUP,
    LINKED,
    LOOKED_AT,
    SECOND_PHONE,
    Folder,
    database,
    session,
)


def test_none_is_in_an_honest_store(tmp_path: Path) -> None:
    for path in (AUTH_STATE, database(tmp_path / "store.db").path):
        answer = answer_of(path, STALE)
        assert answer.question == "Which companions are stale in here?"
        assert answer.answer == "None, as far as the store shows, of 1."
        assert answer.points == ()


def test_the_limits_are_those_of_the_store(tmp_path: Path) -> None:
    assert "unsigned word" in answer_of(AUTH_STATE, STALE).cannot_tell[0]
    limits = answer_of(database(tmp_path / "store.db").path, STALE).cannot_tell
    assert "no list of an account's devices" in limits[0]
    assert "no times" in limits[1]


def test_one_that_the_list_does_not_name_is_stale(folder: Folder) -> None:
    folder.write(FRIENDS_DEVICES, ["0"])
    answer = answer_of(folder.path, STALE)
    assert answer.answer.startswith("1 of 1: device 3 of account#")
    assert "device list does not name it" in points(answer)[0]
    assert answer.points[0].pointers[0].startswith("/device-list-account#")
    assert any(place.startswith("/session-account#") for place in answer.points[0].pointers)


def test_one_whose_sessions_are_archived_is_stale(folder: Folder) -> None:
    folder.session(FRIEND_COMPANION, lambda said: said["indexInfo"].update(closed=LINKED * 1000))
    assert "its sessions are archived" in points(answer_of(folder.path, STALE))[0]


def test_one_without_a_session_is_stale(folder: Folder) -> None:
    folder.remove(FRIEND_COMPANION)
    assert "there is no session with it" in points(answer_of(folder.path, STALE))[0]


def test_one_that_never_answered_is_stale(folder: Folder) -> None:
    folder.session(FRIEND_COMPANION, lambda said: said.update(pendingPreKey={"signedKeyId": 1}))
    assert "it has never answered" in points(answer_of(folder.path, STALE))[0]


def test_one_that_was_silent_for_a_lists_lifetime_is_stale() -> None:
    just_before = answer_of(AUTH_STATE, STALE, LINKED + 35 * DAY - 1)
    assert just_before.points == ()
    after = answer_of(AUTH_STATE, STALE, LINKED + 35 * DAY)
    assert "was last used at 2026-" in points(after)[0]


def test_one_whose_session_has_another_key_is_stale(tmp_path: Path) -> None:
    store = database(tmp_path / "store.db")
    store.run(
        "UPDATE whatsmeow_sessions SET session = ? WHERE their_id = ?",
        session(SECOND_PHONE),
        f"{FRIEND_HIDDEN}_1:3",
    )
    assert "with another key" in points(answer_of(store.path, STALE))[0]


def test_many_are_counted_and_some_are_named(tmp_path: Path) -> None:
    store = database(tmp_path / "store.db")
    for number in range(10, 17):
        store.add_identity(f"{FRIEND}:{number}", FRIENDS_LAPTOP)
    answer = answer_of(store.path, STALE)
    assert answer.answer.startswith("7 of 8: device 10 of account#")
    assert answer.answer.endswith(" and 2 more.")
    assert len(answer.points) == 7


def test_there_may_be_no_companions(folder: Folder) -> None:
    folder.remove(
        FRIEND_COMPANION,
        f"identity-key-{FRIEND_HIDDEN}_1.3.json",
        f"sender-key-{GROUP}--{FRIEND}--3.json",
        f"sender-key-memory-{GROUP}.json",
    )
    answer = answer_of(folder.path, STALE, LOOKED_AT)
    assert answer.answer == "There are no companions in here but the client itself."
