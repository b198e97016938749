"""A database in the real schema: what of it is read."""

from pathlib import Path

import pytest

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs.evidence import Key
from tests.audit_cli.signing import certificate
from tests.audit_cli.stored import memory, stored
from tests.fixtures.stores.make import (
    CLIENT,
    COLLEAGUE,
    FRIEND,
    FRIENDS_LAPTOP,
    GROUP,
    LINKED,
    ME,
    OWN,
    PHONE,
    SCHEMA,
    SECOND_PHONE,
    SECRET,
    Database,
    database,
    session,
)

DEVICES = {(OWN, 0), (FRIEND, 0), (FRIEND, 3), (COLLEAGUE, 0)}


@pytest.fixture
def store(tmp_path: Path) -> Database:
    return database(tmp_path / "store.db")


def test_the_own_device_and_its_linking_are_read(store: Database) -> None:
    own = memory(store.path).own
    assert (own.account, own.device, own.pointer) == (OWN, 12, "/whatsmeow_device/1")
    assert [own.identity_key, own.primary_key] == [Key(CLIENT.public), Key(PHONE.public)]
    assert own.linking_secret == SECRET
    assert own.certificate == certificate(PHONE, CLIENT, 1, time=LINKED, embedded=PHONE.public)


def test_sessions_keys_and_groups_are_read_with_their_accounts(store: Database) -> None:
    found = memory(store.path)
    assert {(s.account, s.device) for s in found.sessions} == DEVICES
    assert {(i.account, i.device) for i in found.identities} == DEVICES
    assert {(k.account, k.device) for k in found.sender_keys} == DEVICES | {(OWN, 12)}
    assert {k.group for k in found.sender_keys} == {GROUP}
    laptop = next(s for s in found.sessions if (s.account, s.device) == (FRIEND, 3))
    assert laptop.key == Key(FRIENDS_LAPTOP.public)
    assert (laptop.is_open, laptop.answered) == (True, True)
    assert (laptop.created, laptop.used, laptop.pointer) == (None, None, "/whatsmeow_sessions/3")
    assert (found.named, found.app_state_keys) == (None, 1)


def test_no_private_key_is_taken_along(store: Database) -> None:
    assert repr(CLIENT.private)[2:-1] not in repr(stored(store.path)[0])


def test_each_device_is_a_document_of_its_own(store: Database) -> None:
    other = "15550100004:5@s.whatsapp.net"
    store.add_device(other, SECOND_PHONE)
    store.add_session("15550100005:0", session(FRIENDS_LAPTOP), other)
    first, second = stored(store.path)
    assert first.store is not None
    assert second.store is not None
    assert second.name == f"{store.path}, device 2"
    assert second.store.own.account == "15550100004"
    assert [s.account for s in second.store.sessions] == ["15550100005"]
    assert second.store.earlier == (first.store.own,)


def test_an_empty_session_is_none(store: Database) -> None:
    store.add_session("15550100005:0", None)
    assert {(s.account, s.device) for s in memory(store.path).sessions} == DEVICES


def test_older_databases_have_no_hidden_names(tmp_path: Path) -> None:
    older = Database(tmp_path / "old.db", SCHEMA[: SCHEMA.index("CREATE TABLE whatsmeow_lid_map")])
    older.add_device(ME)
    older.add_session(f"{FRIEND}:0", session(PHONE))
    assert [s.account for s in memory(older.path).sessions] == [FRIEND]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("DROP TABLE whatsmeow_sessions", "the tables whatsmeow_device"),
        ("DELETE FROM whatsmeow_device", "a linked device"),
        ("UPDATE whatsmeow_device SET jid = 'nobody'", "whatsmeow_device, row 1: expected an acc"),
        (
            "UPDATE whatsmeow_device SET adv_key = x'00'",
            "whatsmeow_device, row 1: expected a public key of 32 bytes, got 1",
        ),
        ("UPDATE whatsmeow_device SET adv_details = 'text'", "row 1: expected bytes, got str"),
        (
            "UPDATE whatsmeow_identity_keys SET their_id = x'00' WHERE rowid = 1",
            "row 1: expected text, got bytes",
        ),
        ("UPDATE whatsmeow_sessions SET their_id = 'x' WHERE rowid = 1", "sessions, row 1: exp"),
        ("UPDATE whatsmeow_sessions SET session = x'ff'", "sessions, row 1: RecordStructure: exp"),
        ("ALTER TABLE whatsmeow_sessions DROP COLUMN session", "no such column: session"),
    ],
)
def test_what_is_not_as_it_should_be_is_named(
    store: Database, statement: str, message: str
) -> None:
    store.run(statement)
    with pytest.raises(CannotLookError, match=message):
        stored(store.path)
