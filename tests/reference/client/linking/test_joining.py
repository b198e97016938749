"""A companion and a primary meet over pictures, each in what could be a process of its own."""

import os

import pytest

from mdaudit.reference.client.linking import attempt as attempts
from mdaudit.reference.client.linking.adopting import adopt
from mdaudit.reference.client.linking.approving import is_shown_as_linked
from mdaudit.reference.client.linking.failures import LinkingEndedError
from mdaudit.reference.client.linking.joining import begun as begun_in
from mdaudit.reference.client.linking.joining import join_by_picture
from mdaudit.reference.client.linking.picture import read_picture, write_picture
from mdaudit.reference.client.linking.taking_in import take_in_by_picture
from mdaudit.reference.client.remote import ServerError
from mdaudit.reference.client.store import Store, StoreError
from mdaudit.reference.sealing import KeyFile
from mdaudit.spec.objects.qr_code import QrCode
from mdaudit.spec.reading import Refused
from tests.reference.client.newcomers import PATIENCE, Newcomer, begun, new_device, registered
from tests.reference.client.town import SECRET, Town
from tests.reference.scene import ALICE


@pytest.fixture(autouse=True)
def _ask_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdaudit.reference.client.linking.waiting.PAUSE", 0.02)


def test_a_companion_is_linked_by_the_picture_that_it_shows(town: Town) -> None:
    with registered(town) as phone:
        newcomer = Newcomer(town)
        newcomer.start()
        picture = town.folder / "code.png"
        write_picture(newcomer.shown(), picture)
        index = take_in_by_picture(phone, read_picture(picture), PATIENCE)
        assert newcomer.ended() is None
        assert newcomer.index == index == 1
        assert is_shown_as_linked(phone, index)


def test_each_code_has_its_time_and_an_older_one_is_still_good(town: Town) -> None:
    with registered(town) as phone:
        newcomer = Newcomer(town)
        newcomer.start()
        codes = [newcomer.shown()]
        for seconds in (60, 20, 20, 20, 20):
            town.later(seconds)
            codes.append(newcomer.shown())
        assert len({code.reference for code in codes}) == 6
        assert len({(code.identity_key, code.secret) for code in codes}) == 1
        town.later(20)
        newcomer.nothing()
        take_in_by_picture(phone, codes[0], PATIENCE)
        assert newcomer.ended() is None


def test_an_attempt_ends_when_nobody_comes(town: Town) -> None:
    newcomer = Newcomer(town)
    newcomer.start()
    newcomer.shown()
    town.later(160 + 61)
    assert isinstance(newcomer.ended(), LinkingEndedError)
    with begun_in(newcomer.path, SECRET, "again", town.url, town.clock) as device:
        assert attempts.attempt_of(device) is None


def test_another_attempt_has_another_key(town: Town) -> None:
    first = new_device(town, "newcomer")
    begun(first)
    key = first.keys.public
    path = first.store.path
    first.store.close()
    with begun_in(path, SECRET, "newcomer", town.url, town.clock) as same:
        assert same.keys.public == key
    town.later(160 + 60)
    with begun_in(path, SECRET, "newcomer", town.url, town.clock) as other:
        assert other.keys.public != key


def test_a_store_of_somebody_else_is_left_alone(town: Town) -> None:
    path = new_device(town, "newcomer")
    path.store.close()
    other = KeyFile(os.urandom(32))
    with (
        pytest.raises(StoreError, match="passphrase or key"),
        begun_in(path.store.path, other, "newcomer", town.url, town.clock),
    ):
        pytest.fail("it was opened")
    assert path.store.path.exists()


def test_a_store_that_nothing_can_go_on_from_is_removed(town: Town) -> None:
    path = town.folder / "newcomer.db"
    with (
        pytest.raises(ServerError),
        begun_in(path, SECRET, "newcomer", "http://127.0.0.1:9", town.clock) as device,
    ):
        join_by_picture(device, lambda _: pytest.fail("there was a code"), "test")
    assert not path.exists()


def test_a_store_with_an_open_attempt_stays(town: Town) -> None:
    path = town.folder / "newcomer.db"

    def stop(_code: QrCode | None) -> None:
        raise KeyboardInterrupt

    with (
        pytest.raises(KeyboardInterrupt),
        begun_in(path, SECRET, "newcomer", town.url, town.clock) as device,
    ):
        join_by_picture(device, stop, "test")
    with begun_in(path, SECRET, "newcomer", town.url, town.clock) as again:
        assert attempts.attempt_of(again) is not None


def test_a_store_whose_log_says_what_was_refused_stays(town: Town) -> None:
    path = town.folder / "newcomer.db"
    with begun_in(path, SECRET, "newcomer", town.url, town.clock) as device:
        before, late = begun(device), town.later(160 + 60)
        with pytest.raises(Refused, match="LINK-6"):
            adopt(device, before, ALICE, b"", "test")
    assert late
    kept = Store.open(path, SECRET)
    assert any("LINK-6" in line for line in kept.lines())
    kept.close()
