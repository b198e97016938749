"""An auth state as npm `baileys` writes it: what of it is read, and what is refused."""

import base64
import json
from pathlib import Path

import pytest

from mdaudit.audit_cli.cannot_look import CannotLookError, WrongUsageError
from mdaudit.audit_cli.inputs.auth_state import folder as auth_state_folder
from mdaudit.audit_cli.inputs.evidence import Key
from mdaudit.audit_cli.inputs.lone_object import Given
from mdaudit.audit_cli.inputs.recognise import documents
from tests.audit_cli.stored import memory, stored
from tests.fixtures.stores.make import (
    AUTH_STATE,
    COLLEAGUE,
    FRIEND,
    FRIEND_COMPANION,
    FRIEND_HIDDEN,
    FRIENDS_DEVICES,
    GROUP,
    LINKED,
    LOOKED_AT,
    OWN,
    OWN_MAIN,
    Folder,
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "auth")


def test_the_own_device_and_its_linking_are_read() -> None:
    own = memory(AUTH_STATE).own
    said = json.loads((AUTH_STATE / "creds.json").read_text(encoding="utf-8"))
    assert (own.account, own.device) == (OWN, 12)
    assert own.identity_key == base64.b64decode(said["signedIdentityKey"]["public"]["data"])
    assert own.primary_key == base64.b64decode(said["account"]["accountSignatureKey"])
    assert own.linking_secret == base64.b64decode(said["advSecretKey"])
    assert base64.b64decode(said["account"]["details"]) in (own.certificate or b"")


def test_sessions_are_read_with_their_account_whatever_name_they_stand_under() -> None:
    sessions = {(s.account, s.device): s for s in memory(AUTH_STATE).sessions}
    assert set(sessions) == {(OWN, 0), (FRIEND, 0), (FRIEND, 3), (COLLEAGUE, 0)}
    laptop = sessions[FRIEND, 3]
    assert laptop.name == f"{FRIEND_HIDDEN}_1"
    assert (laptop.is_open, laptop.answered) == (True, True)
    assert (laptop.created, laptop.used) == (LINKED, LINKED)


def test_keys_lists_and_groups_are_read() -> None:
    store = memory(AUTH_STATE)
    assert {(i.account, i.device) for i in store.identities} == {
        (OWN, 0),
        (FRIEND, 0),
        (FRIEND, 3),
        (COLLEAGUE, 0),
    }
    assert store.named is not None
    assert store.named[FRIEND].devices == {0, 3}
    assert {(k.group, k.account, k.device) for k in store.sender_keys} == {
        (GROUP, OWN, 12),
        (GROUP, FRIEND, 0),
        (GROUP, FRIEND, 3),
        (GROUP, COLLEAGUE, 0),
    }
    assert {(s.account, s.device) for s in store.shares} == {
        (FRIEND, 0),
        (FRIEND, 3),
        (COLLEAGUE, 0),
    }
    assert store.app_state_keys == 1


def test_no_private_key_is_taken_along() -> None:
    shown = repr(stored(AUTH_STATE)[0])
    private = json.loads((AUTH_STATE / "creds.json").read_text(encoding="utf-8"))
    octets = base64.b64decode(private["signedIdentityKey"]["private"]["data"])
    assert repr(octets)[2:-1] not in shown


def test_an_archived_and_an_unanswered_session_are_told_apart(folder: Folder) -> None:
    folder.session(FRIEND_COMPANION, lambda said: said["indexInfo"].update(closed=LINKED * 1000))
    folder.session(OWN_MAIN, lambda said: said.update(pendingPreKey={"signedKeyId": 1}))
    sessions = {(s.account, s.device): s for s in memory(folder.path).sessions}
    assert not sessions[FRIEND, 3].is_open
    assert not sessions[OWN, 0].answered


def test_bytes_of_older_stores_are_lists_of_numbers(folder: Folder) -> None:
    said = folder.read("creds.json")
    key = base64.b64decode(said["signedIdentityKey"]["public"]["data"])
    said["signedIdentityKey"]["public"]["data"] = list(key)
    folder.write("creds.json", said)
    assert memory(folder.path).own.identity_key == key


def test_a_session_without_times_and_one_from_another_age_are_read(folder: Folder) -> None:
    folder.session(FRIEND_COMPANION, lambda said: said["indexInfo"].update(used=None))
    folder.session(OWN_MAIN, lambda said: said["indexInfo"].update(used=10**18))
    sessions = {(s.account, s.device): s for s in memory(folder.path).sessions}
    assert sessions[FRIEND, 3].used is None
    assert sessions[OWN, 0].used is None


def test_the_digest_tells_of_every_file_that_was_read(folder: Folder) -> None:
    before = stored(folder.path)[0].digest
    assert before == stored(AUTH_STATE)[0].digest
    folder.write("pre-key-1.json", {})
    assert stored(folder.path)[0].digest == before
    folder.write(FRIENDS_DEVICES, ["0"])
    assert stored(folder.path)[0].digest != before


def test_who_was_not_given_the_own_sender_key_holds_none(folder: Folder) -> None:
    file = f"sender-key-memory-{GROUP}.json"
    folder.write(file, {f"{FRIEND}@s.whatsapp.net": True, f"{COLLEAGUE}@s.whatsapp.net": False})
    assert [share.account for share in memory(folder.path).shares] == [FRIEND]


def test_an_own_list_that_only_names_the_client_itself_tells_nothing(folder: Folder) -> None:
    assert memory(folder.path).named_devices(OWN) is not None
    folder.write(f"device-list-{OWN}.json", ["12"])
    assert memory(folder.path).named_devices(OWN) is None


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("creds.json", {"signedIdentityKey": {"public": "AA=="}}, "nobody has linked"),
        ("creds.json", {}, "expected the member `signedIdentityKey`, got none"),
        ("creds.json", {"signedIdentityKey": {"public": 7}}, "expected bytes"),
        (FRIENDS_DEVICES, ["phone"], "expected device numbers, got 'phone'"),
        (FRIENDS_DEVICES, {"0": True}, "expected an array, got an object"),
        (f"identity-key-{FRIEND}.9.json", "AA==", "expected a public key of 32 bytes, got 1"),
        ("identity-key-nobody.json", "AA==", "a device number"),
        ("session-nobody.json", {"_sessions": {}}, "a device number"),
        (f"sender-key-memory-{GROUP}.json", {"nobody": True}, "a server"),
    ],
)
def test_a_damaged_file_is_named(folder: Folder, file: str, content: object, message: str) -> None:
    folder.write(file, content)
    with pytest.raises(CannotLookError, match=message) as problem:
        stored(folder.path)
    assert problem.value.where.partition(", at ")[0].endswith(file)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b'{"_sessions": ' + b"[" * 10_000, b'{"a": 1, "a": 2}']
)
def test_hostile_json_is_named(folder: Folder, content: bytes) -> None:
    (folder.path / FRIEND_COMPANION).write_bytes(content)
    with pytest.raises(CannotLookError, match="a file of an auth state"):
        stored(folder.path)


def test_a_session_with_a_broken_key_is_named(folder: Folder) -> None:
    folder.session(FRIEND_COMPANION, lambda said: said["indexInfo"].update(remoteIdentityKey="?"))
    with pytest.raises(CannotLookError, match="standard base64"):
        stored(folder.path)


def test_a_file_that_is_too_large_is_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth_state_folder, "LARGEST", 10)
    with pytest.raises(CannotLookError, match="files of at most"):
        stored(folder.path)


def test_too_many_files_are_refused(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth_state_folder, "MOST_FILES", 3)
    with pytest.raises(CannotLookError, match="at most 3 files"):
        stored(folder.path)


def test_links_are_not_followed(folder: Folder, tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text("[]", encoding="utf-8")
    (folder.path / "device-list-15550100009.json").symlink_to(outside)
    store = memory(folder.path)
    assert store.named is not None
    assert "15550100009" not in store.named
    (folder.path / "creds.json").rename(tmp_path / "elsewhere.json")
    (folder.path / "creds.json").symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(CannotLookError):
        stored(folder.path)


def test_keys_on_the_command_line_are_about_something_else() -> None:
    with pytest.raises(WrongUsageError, match="a lone object"):
        list(documents(str(AUTH_STATE), Given(LOOKED_AT, primary_key=Key(bytes(32)))))


def test_the_credentials_alone_are_not_the_store() -> None:
    with pytest.raises(CannotLookError, match="name the whole folder of the store"):
        stored(AUTH_STATE / "creds.json")
