"""A removal survives an interruption between any two of its steps, and is shown only in the end."""

import pytest

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists import publishing
from mdaudit.reference.client.lists.publishing import removals_of
from mdaudit.reference.client.lists.removing import (
    hear_log_out,
    is_removed,
    remove,
    sign_removals,
)
from mdaudit.reference.client.remote import ServerError
from mdaudit.reference.protocol.account import ListPublication
from mdaudit.spec.objects import decode_signed_key_index_list
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import Index
from tests.reference.client.newcomers import hand_over, linked, registered, reopened
from tests.reference.client.town import Town

LAPTOP = Index(1)


def listed(phone: Device) -> set[int]:
    """Return the indexes on the list that the server shows."""
    with remote_of(phone) as remote:
        signed_list = remote.account(phone.account).signed_list
    assert signed_list is not None
    return set(decode_signed_key_index_list(signed_list).claims.valid_indexes)


def test_a_removal_is_done_when_the_server_has_the_list(town: Town) -> None:
    with registered(town) as phone, linked(town, phone) as laptop:
        remove(phone, LAPTOP)
        assert not is_removed(phone, LAPTOP)
        hand_over(phone)
        assert is_removed(phone, LAPTOP)
        assert listed(phone) == {0}
        with remote_of(laptop) as remote, pytest.raises(ServerError, match="not linked"):
            remote.own_devices()


def test_a_wish_survives(town: Town) -> None:
    phone = registered(town)
    linked(town, phone).store.close()
    with phone.transaction():
        removals_of(phone).ask(LAPTOP, town.now)
    with reopened(phone) as again:
        assert removals_of(again).unsigned == [LAPTOP]
        sign_removals(again)
        hand_over(again)
        assert is_removed(again, LAPTOP)


def test_a_signed_list_survives(town: Town) -> None:
    phone = registered(town)
    linked(town, phone).store.close()
    remove(phone, LAPTOP)
    with reopened(phone) as again:
        assert listed(again) == {0, 1}
        assert not is_removed(again, LAPTOP)
        sign_removals(again)
        assert len(again.store.outbox()) == 1
        hand_over(again)
        assert is_removed(again, LAPTOP)


def test_a_list_that_the_server_has_already_is_handed_over_again(town: Town) -> None:
    phone = registered(town)
    linked(town, phone).store.close()
    remove(phone, LAPTOP)
    held = phone.party.state.held(phone.name, phone.account)
    with remote_of(phone) as remote:
        octets = phone.party.seen.octets(held.name)
        remote.publish(phone.account, ListPublication(octets, phone.life))
    with reopened(phone) as again:
        assert listed(again) == {0}
        assert not is_removed(again, LAPTOP)
        hand_over(again)
        assert is_removed(again, LAPTOP)


def test_while_the_server_is_away_nothing_is_removed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    with registered(town) as phone, linked(town, phone):
        remove(phone, LAPTOP)

        def gone(*_: object) -> None:
            raise ServerError("gone")

        with monkeypatch.context() as away:
            away.setattr("mdaudit.reference.client.remote.Remote.publish", gone)
            with pytest.raises(ServerError):
                hand_over(phone)
        assert not is_removed(phone, LAPTOP)
        hand_over(phone)
        assert is_removed(phone, LAPTOP)


def test_a_wish_is_remembered_though_the_clock_stands_still(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{publishing.__name__}.sleep", lambda _: None)
    with registered(town) as phone, linked(town, phone):
        town.now = type(town.now)(town.now - 1)
        with pytest.raises(Refused, match="OWN-1"):
            remove(phone, LAPTOP)
        assert removals_of(phone).unsigned == [LAPTOP]
        assert phone.store.outbox() == []
        town.later(1)
        sign_removals(phone)
        hand_over(phone)
        assert is_removed(phone, LAPTOP)


def test_only_what_is_linked_is_removed(town: Town) -> None:
    with registered(town) as phone:
        with pytest.raises(NotPossible, match="the companion is linked"):
            remove(phone, LAPTOP)
        assert phone.store.outbox() == []


def test_whoever_logged_out_is_removed_too(town: Town) -> None:
    with registered(town) as phone, linked(town, phone):
        with phone.transaction():
            hear_log_out(phone, LAPTOP)
        sign_removals(phone)
        hand_over(phone)
        assert is_removed(phone, LAPTOP)
        assert listed(phone) == {0}
