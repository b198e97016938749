"""A companion stops when a signed list says that it is none any more, and not because of a word."""

from pathlib import Path

import msgspec
import pytest

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists import directory
from mdaudit.reference.client.lists.own_list import refresh_own_list
from mdaudit.reference.client.lists.removing import remove
from mdaudit.reference.client.own.wiping import WipedError, open_device
from mdaudit.reference.client.remote import ServerRefused
from mdaudit.reference.client.store import Store
from mdaudit.reference.protocol.access import Problem
from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.voice import Voice
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import Index
from tests.reference.client.newcomers import Keeping, hand_over, linked, registered
from tests.reference.client.town import SECRET, Town, a_town

LAPTOP = Index(1)


class Replacing(Voice):
    """A server that shows another primary, once the test says so."""

    lies = False

    def account(self, call: Call, account: str) -> ShownAccount:
        truth = super().account(call, account)
        return msgspec.structs.replace(truth, identity_key=b"k" * 32) if self.lies else truth


def ask(laptop: Device) -> None:
    """Let a companion ask for its own list."""
    with remote_of(laptop) as remote:
        refresh_own_list(laptop, remote)


def test_a_companion_that_is_not_listed_any_more_is_wiped(tmp_path: Path) -> None:
    with a_town(tmp_path, Keeping()) as town, registered(town) as phone:
        laptop = linked(town, phone)
        remove(phone, LAPTOP)
        hand_over(phone)
        with pytest.raises(WipedError, match="VER-5"):
            ask(laptop)
        assert laptop.store.names("") == ["wiped"]
        assert laptop.store.outbox() == []
        lines = len(list(laptop.store.lines()))
        path = laptop.store.path
        laptop.store.close()
        with pytest.raises(WipedError, match="does not name"):
            open_device(path, SECRET, town.clock)
        kept = Store.open(path, SECRET)
        assert len(list(kept.lines())) == lines > 0
        assert kept.get("identity") is None
        kept.close()


def test_a_server_that_lets_it_in_no_more_still_shows_the_list(town: Town) -> None:
    with registered(town) as phone, linked(town, phone) as laptop:
        remove(phone, LAPTOP)
        hand_over(phone)
        with pytest.raises(WipedError):
            ask(laptop)
        assert laptop.store.get("identity") is None


def test_a_word_of_the_server_wipes_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ServerRefused(403, Problem("not linked"))

    with registered(town) as phone, linked(town, phone) as laptop:
        monkeypatch.setattr(directory, "refresh", refuse)
        with pytest.raises(ServerRefused, match="not linked"):
            ask(laptop)
        assert laptop.store.get("identity") is not None


def test_another_primary_for_the_own_account_is_refused(tmp_path: Path) -> None:
    voice = Replacing()
    with (
        a_town(tmp_path, voice) as town,
        registered(town) as phone,
        linked(town, phone) as laptop,
    ):
        voice.lies = True
        with pytest.raises(Refused, match="VER-5"):
            ask(laptop)
        assert laptop.party.state.pin(laptop.name, laptop.account) == phone.keys.public
        voice.lies = False
        ask(laptop)
