"""A companion leaves: the primary hears of it, and nothing of the device is kept."""

import pytest

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.lists.removing import remove
from mdaudit.reference.client.own.logging_out import log_out
from mdaudit.reference.client.remote import ServerError, ServerRefused
from mdaudit.reference.protocol.access import Problem
from mdaudit.reference.protocol.envelope import Told
from mdaudit.reference.protocol.notice import LoggedOut
from mdaudit.spec.sorts import Index
from tests.reference.client.newcomers import hand_over, linked, registered
from tests.reference.client.town import Town


def test_the_primary_is_told(town: Town) -> None:
    with registered(town) as phone, linked(town, phone) as laptop:
        with remote_of(laptop) as remote:
            log_out(laptop, remote)
        assert laptop.store.names("") == ["wiped"]
        with remote_of(phone) as remote, remote.mailbox() as mailbox:
            told = []
            while isinstance(delivery := mailbox.next(5), Told):
                told.append(delivery.notice)
        assert LoggedOut(1) in told


def test_whoever_was_removed_before_is_wiped_all_the_same(town: Town) -> None:
    with registered(town) as phone, linked(town, phone) as laptop:
        remove(phone, Index(1))
        hand_over(phone)
        with remote_of(laptop) as remote:
            log_out(laptop, remote)
        assert laptop.store.names("") == ["wiped"]


def test_while_the_server_is_away_nothing_is_wiped(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    with registered(town) as phone, linked(town, phone) as laptop, remote_of(laptop) as remote:

        def gone(*_: object) -> None:
            raise ServerError("gone")

        monkeypatch.setattr(remote, "drop_device", gone)
        with pytest.raises(ServerError):
            log_out(laptop, remote)
        assert laptop.store.get("identity") is not None


def test_a_refusal_that_says_nothing_of_the_device_wipes_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise ServerRefused(429, Problem("too many"))

    with registered(town) as phone, linked(town, phone) as laptop, remote_of(laptop) as remote:
        monkeypatch.setattr(remote, "drop_device", refuses)
        with pytest.raises(ServerRefused):
            log_out(laptop, remote)
        assert laptop.store.get("identity") is not None
