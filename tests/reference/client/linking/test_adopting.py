"""A companion adopts once, whoever saw its code, while the attempt is open; then it is a device."""

import os

import pytest

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.linking import adopting, attempt, joining
from mdaudit.reference.client.linking.adopting import is_complete
from mdaudit.reference.client.remote import ServerError, ServerRefused
from mdaudit.reference.signed.issuing import certify, linking_payload
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects import DeviceIdentity
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import Account, Index, RawId
from tests.reference.client.newcomers import (
    adopted,
    approved,
    begun,
    new_device,
    progress,
    registered,
    reopened,
)
from tests.reference.client.town import Town
from tests.reference.scene import ALICE


def test_a_companion_is_a_device_of_its_primary(town: Town) -> None:
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        of = begun(laptop)
        assert approved(phone, laptop, of) == 1
        adopted(laptop, of)
        assert (laptop.account, laptop.index) == (ALICE, 1)
        assert laptop.party.state.pin(laptop.name, ALICE) == phone.keys.public
        assert laptop.life == phone.life
        assert attempt.attempt_of(laptop) is None
        assert not is_complete(laptop)
        joining.finish(laptop)
        assert is_complete(laptop)
        held = laptop.party.state.held(laptop.name, ALICE)
        assert set(held.valid_indexes) == {0, 1}


def test_a_companion_that_adopted_goes_on_after_an_interruption(town: Town) -> None:
    with registered(town) as phone:
        laptop = new_device(town, "laptop")
        of = begun(laptop)
        approved(phone, laptop, of)
        adopted(laptop, of)
        with reopened(laptop) as again:
            assert not is_complete(again)
            joining.finish(again)
            assert is_complete(again)
            with remote_of(phone) as remote:
                (shown,) = remote.account(ALICE).devices
            assert shown.identity_key == again.keys.public


def test_telling_the_server_twice_is_no_harm(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise ServerError("the answer was lost")

    with registered(town) as phone, new_device(town, "laptop") as laptop:
        of = begun(laptop)
        approved(phone, laptop, of)
        adopted(laptop, of)
        waiting = laptop.store.outbox()
        joining.finish(laptop)
        with laptop.transaction():
            laptop.store.post(waiting[0][1])
            laptop.store.put(adopting.TOKEN, of.token.encode())
        with monkeypatch.context() as away:
            away.setattr("mdaudit.reference.client.remote.Remote.complete", lost)
            with pytest.raises(ServerError, match="lost"):
                joining.finish(laptop)
        joining.finish(laptop)
        assert is_complete(laptop)


def forged(laptop_key: object, secret: bytes) -> bytes:
    """Return a payload of a primary that the server has made up."""
    rogue = KeyPair.generate(os.urandom)
    key = LinkingCode(laptop_key, secret)  # type: ignore[arg-type]
    signed = certify(rogue, key.identity_key, DeviceIdentity(RawId(1), 5, Index(1)), os.urandom)  # type: ignore[arg-type]
    return linking_payload(key, signed)


def test_who_did_not_see_the_code_is_not_adopted(town: Town) -> None:
    with registered(town), new_device(town, "laptop") as laptop:
        of = begun(laptop)
        payload = forged(laptop.keys.public, b"guess" + bytes(27))
        with pytest.raises(Refused, match="LINK-1"):
            adopting.adopt(laptop, of, ALICE, payload, "test")
        assert laptop.account == Account("")
        assert laptop.store.outbox() == []
        assert attempt.attempt_of(laptop) == of
        assert '"LINK-1"' in list(laptop.store.lines())[-1]


def test_after_the_end_nobody_is_adopted(town: Town) -> None:
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        of = begun(laptop)
        approved(phone, laptop, of)
        told = progress(laptop, of)
        town.later(sum(of.seconds) + attempt.SECONDS_AFTER)
        with pytest.raises(Refused, match="LINK-6"):
            adopting.adopt(laptop, of, ALICE, told.payload or b"", "test")
        assert laptop.account == Account("")
        assert '"LINK-6"' in list(laptop.store.lines())[-1]
        assert of.token not in list(laptop.store.lines())[-1]
        with reopened(laptop) as again:
            assert again.party.seen.find("the attempt of 2023-11-14 22:13 UTC").attempt_key


def test_a_second_payload_is_refused(town: Town) -> None:
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        of = begun(laptop)
        approved(phone, laptop, of)
        adopted(laptop, of)
        again = phone.primary.approve(
            LinkingCode(laptop.keys.public, of.secret), town.later(1)
        ).payload
        with pytest.raises(Refused, match="LINK-8"):
            adopting.adopt(laptop, of, ALICE, again, "test")
        assert laptop.index == 1


def test_a_completion_that_the_server_does_not_take_waits(town: Town) -> None:
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        of = begun(laptop)
        approved(phone, laptop, of)
        adopted(laptop, of)
        with laptop.transaction():
            laptop.store.put(adopting.TOKEN, b"0" * 64)
        with pytest.raises(ServerRefused, match="unknown attempt"):
            joining.finish(laptop)
        assert len(laptop.store.outbox()) == 1
