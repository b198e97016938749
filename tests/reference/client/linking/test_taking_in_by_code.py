"""A primary takes in the companion whose characters its owner typed."""

import pytest

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.linking.approving import is_shown_as_linked
from mdaudit.reference.client.linking.failures import LinkingEndedError
from mdaudit.reference.client.linking.showing_code import ShownCode
from mdaudit.reference.client.linking.taking_in import take_in_by_code
from mdaudit.reference.client.linking.typed_code import typed
from tests.reference.client.newcomers import PATIENCE, Newcomer, new_device, registered
from tests.reference.client.town import Town
from tests.reference.scene import ALICE

CODE, OTHER = "ABCD1234", "ABCD1235"


@pytest.fixture(autouse=True)
def _ask_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdaudit.reference.client.linking.waiting.PAUSE", 0.02)


def test_a_companion_is_linked_by_the_characters_that_it_shows(town: Town) -> None:
    with registered(town) as phone:
        newcomer = Newcomer(town, ALICE)
        newcomer.start()
        index = take_in_by_code(phone, typed(newcomer.characters()), PATIENCE)
        assert newcomer.ended() is None
        assert newcomer.index == index
        assert is_shown_as_linked(phone, index)


def test_other_characters_link_nobody_and_have_had_their_try(town: Town) -> None:
    with registered(town) as phone:
        newcomer = Newcomer(town, ALICE)
        newcomer.start()
        shown = newcomer.characters()
        wrong = CODE if shown != CODE else OTHER
        with pytest.raises(LinkingEndedError, match="the characters that the companion shows"):
            take_in_by_code(phone, wrong, PATIENCE)
        assert phone.primary.high_water == 0
        town.later(160 + 61)
        assert isinstance(newcomer.ended(), LinkingEndedError)


def test_nobody_asks(town: Town) -> None:
    with registered(town) as phone, pytest.raises(LinkingEndedError, match="none in time"):
        take_in_by_code(phone, CODE, 0.1)


def test_a_companion_that_says_nothing_more_is_not_taken_in(town: Town) -> None:
    with registered(town) as phone, new_device(town, "laptop") as laptop, remote_of(laptop) as asks:
        shown = ShownCode(laptop, asks.begin_linking())
        shown.ask(asks, ALICE)
        with pytest.raises(LinkingEndedError, match="the companion's last word, got none in time"):
            take_in_by_code(phone, shown.code, 0.3)
        assert phone.primary.high_water == 0
        assert phone.store.outbox() == []
