"""A primary takes in the companion whose picture it saw, or says why not."""

import pytest

from mdaudit.reference.client.linking import attempt as attempts
from mdaudit.reference.client.linking.approving import is_shown_as_linked
from mdaudit.reference.client.linking.failures import LinkingEndedError
from mdaudit.reference.client.linking.taking_in import take_in_by_picture
from mdaudit.reference.client.lists import publishing
from mdaudit.spec.reading import Refused
from tests.reference.client.newcomers import PATIENCE, begun, new_device, registered
from tests.reference.client.town import Town


def test_a_code_of_an_attempt_that_ended_takes_nobody_in(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{publishing.__name__}.sleep", lambda _: town.later(1))
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        of = begun(laptop)
        code = attempts.qr_code(laptop, of, of.references[0])
        town.later(160 + 61)
        with pytest.raises(LinkingEndedError, match="attempt ended"):
            take_in_by_picture(phone, code, PATIENCE)
        held = phone.party.state.held(phone.name, phone.account)
        assert set(held.valid_indexes) == {0}
        assert phone.store.outbox() == []


def test_one_code_is_for_one_primary(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{publishing.__name__}.sleep", lambda _: town.later(1))
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        of = begun(laptop)
        code = attempts.qr_code(laptop, of, of.references[0])
        assert take_in_by_picture(phone, code, 0) == 1
        assert not is_shown_as_linked(phone, phone.primary.high_water)
        with pytest.raises(LinkingEndedError, match="said before"):
            take_in_by_picture(phone, code, 0)


def test_a_clock_that_stands_still_takes_nobody_in(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{publishing.__name__}.sleep", lambda _: None)
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        town.now = type(town.now)(town.now - 1)
        of = begun(laptop)
        with pytest.raises(Refused, match="OWN-1"):
            take_in_by_picture(phone, attempts.qr_code(laptop, of, of.references[0]), 0)
        assert phone.primary.high_water == 0
