"""Why might I have been unlinked?"""

from pathlib import Path

from tests.audit_cli.signing import base64
from tests.audit_cli.stored import UNLINKED, answer_of, points
from tests.fixtures.stores.make import (
    AUTH_STATE,
    CLIENT,
    COLLEAGUE,
    DAY,
    LINKED,
    OWN,
    OWN_MAIN,
    SECOND_PHONE,
    Folder,
    database,
)


def test_nothing_explains_it_in_an_honest_store(tmp_path: Path) -> None:
    for path in (AUTH_STATE, database(tmp_path / "store.db").path):
        answer = answer_of(path, UNLINKED)
        assert answer.question == "Why might I have been unlinked?"
        assert answer.answer == "Nothing in the store explains it."
        assert len(answer.cannot_tell) == 3


def test_evidence_that_does_not_hold_explains_it(folder: Folder) -> None:
    folder.account(deviceSignature=base64(bytes(64)))
    answer = answer_of(folder.path, UNLINKED)
    assert answer.answer.startswith("Probably: peers refuse this client")
    assert "DEV-2" in answer.answer
    assert answer.points[0].pointers == ("/creds.json/account",)


def test_a_main_device_with_another_key_explains_it(folder: Folder) -> None:
    folder.copy(f"identity-key-{COLLEAGUE}.0.json", f"identity-key-{OWN}.0.json")
    answer = answer_of(folder.path, UNLINKED)
    assert "another key than the one that linked this client" in answer.answer
    assert answer.points[0].pointers[0].startswith("/identity-key-account#")


def test_keys_that_serve_two_linkings_explain_it(tmp_path: Path) -> None:
    store = database(tmp_path / "store.db")
    store.add_device("15550100004:5@s.whatsapp.net", SECOND_PHONE, CLIENT, bytes(32))
    answer = answer_of(store.path, UNLINKED)
    assert "a key serves two linkings, and one ends the other (LINK-8)" in answer.answer


def test_a_synchronisation_that_never_ended_explains_it(folder: Folder) -> None:
    folder.remove("app-state-sync-key-AAAAAAAB.json")
    assert "no app-state key" in answer_of(folder.path, UNLINKED).answer


def test_no_session_with_the_main_device_explains_it(folder: Folder) -> None:
    folder.remove(OWN_MAIN)
    answer = answer_of(folder.path, UNLINKED)
    assert "no open session with the account's own main device" in answer.answer


def test_a_phone_that_was_silent_for_long_explains_it() -> None:
    assert answer_of(AUTH_STATE, UNLINKED, LINKED + 14 * DAY).points == ()
    answer = answer_of(AUTH_STATE, UNLINKED, LINKED + 14 * DAY + 1)
    assert "companions are logged out after 14 days" in points(answer)[0]


def test_a_main_device_is_not_unlinked(folder: Folder) -> None:
    credentials = folder.read("creds.json")
    credentials["me"]["id"] = f"{OWN}@s.whatsapp.net"
    folder.write("creds.json", credentials)
    assert answer_of(folder.path, UNLINKED).answer.startswith("This is a main device")


def test_what_was_not_read_limits_the_answer(tmp_path: Path) -> None:
    store = database(tmp_path / "store.db")
    store.path.with_name("store.db-journal").write_bytes(b"unfinished")
    assert "-journal file was not read" in answer_of(store.path, UNLINKED).cannot_tell[-1]
