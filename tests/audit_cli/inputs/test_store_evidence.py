"""What a store becomes as evidence: what is there, and what is left out."""

from pathlib import Path

from msgspec import UNSET

from mdaudit.audit_cli.inputs.evidence import Key
from tests.audit_cli.stored import stored
from tests.fixtures.stores.make import (
    AUTH_STATE,
    FRIEND,
    LOOKED_AT,
    ME,
    OWN,
    PHONE,
    Database,
    Folder,
    database,
)


def test_only_accounts_with_something_to_judge_become_evidence() -> None:
    evidence = stored(AUTH_STATE)[0].evidence
    assert [account.account for account in evidence.accounts] == [OWN, FRIEND]
    assert evidence.collected_at == LOOKED_AT
    assert (evidence.messages, evidence.received, evidence.sender_keys) == (UNSET, UNSET, UNSET)


def test_lists_were_looked_for_and_hints_were_not() -> None:
    for account in stored(AUTH_STATE)[0].evidence.accounts:
        assert account.lists is None
        assert (account.hints, account.notices, account.verified) == (UNSET, UNSET, UNSET)
        assert not account.lists_complete


def test_the_own_pin_is_the_adopted_primary_in_its_life(tmp_path: Path) -> None:
    own = stored(database(tmp_path / "store.db").path)[0].evidence.accounts[0]
    assert own.own
    assert own.pins
    assert own.pins[0].primary_key == Key(PHONE.public)
    assert own.pins[0].raw_id == 7


def test_a_life_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "auth")
    folder.account(details="/w==")
    own = stored(folder.path)[0].evidence.accounts[0]
    assert own.pins
    assert own.pins[0].raw_id is UNSET


def test_only_the_own_evidence_has_a_place() -> None:
    own, friend = stored(AUTH_STATE)[0].evidence.accounts
    assert own.devices
    assert own.devices[0].signed_device_identity
    assert friend.devices
    assert [(d.device, d.signed_device_identity, d.session) for d in friend.devices] == [
        (3, None, True)
    ]


def test_every_device_has_its_place_in_the_store() -> None:
    places = stored(AUTH_STATE)[0].places
    assert places["/accounts/0/devices/0"] == "/creds.json/account"
    assert places["/accounts/1/devices/0"].startswith("/session-100000000000002_1.3.json/")


def test_a_store_may_know_nobody_else(tmp_path: Path) -> None:
    store = Database(tmp_path / "store.db")
    store.add_device(ME)
    assert [a.account for a in stored(store.path)[0].evidence.accounts] == [OWN]
