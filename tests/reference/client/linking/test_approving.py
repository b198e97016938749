"""A primary approves what it can take back, and shows as linked what signed back."""

import pytest

from mdaudit.reference.client.linking.approving import (
    approve,
    hear_linked,
    is_shown_as_linked,
    why_not_taken,
)
from mdaudit.reference.client.lists.publishing import removals_of
from mdaudit.reference.client.lists.removing import is_removed, remove, sign_removals
from mdaudit.reference.protocol.notice import Linked
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.objects import decode_linking_payload
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import IdentityKey, Index
from tests.reference.client.newcomers import (
    adopted,
    approved,
    begun,
    hand_over,
    linked,
    new_device,
    progress,
    registered,
    reopened,
)
from tests.reference.client.town import Town

STRANGER = LinkingCode(IdentityKey(b"x" * 32), b"s" * 32)


def test_the_mark_is_there_before_the_server_has_anything(town: Town) -> None:
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        of = begun(laptop)
        approve(phone, of.references[0], LinkingCode(laptop.keys.public, of.secret))
        with reopened(phone) as again:
            assert again.primary.high_water == 1
            assert progress(laptop, of).payload is None
            hand_over(again)
            assert progress(laptop, of).device == 1
            assert removals_of(again).is_handed_over


def test_an_approval_that_the_server_has_already_is_handed_over_again(town: Town) -> None:
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        of = begun(laptop)
        approve(phone, of.references[0], LinkingCode(laptop.keys.public, of.secret))
        ((_, waiting),) = phone.store.outbox()
        hand_over(phone)
        with phone.store.transaction():
            phone.store.post(waiting)
        with reopened(phone) as again:
            hand_over(again)
            assert why_not_taken(again, Index(1)) is None
            assert again.store.outbox() == []


def test_an_approval_that_is_not_taken_is_a_device_that_never_came(town: Town) -> None:
    with registered(town) as phone:
        index = approve(phone, "no such reference", STRANGER)
        hand_over(phone)
        assert "unknown reference" in (why_not_taken(phone, index) or "")
        assert removals_of(phone).unsigned == [index]
        town.later(1)
        sign_removals(phone)
        hand_over(phone)
        assert is_removed(phone, index)
        town.later(1)
        assert approve(phone, "another one", STRANGER) == index + 1


def test_an_owner_who_was_faster_is_no_obstacle(town: Town) -> None:
    with registered(town) as phone:
        index = approve(phone, "no such reference", STRANGER)
        town.later(1)
        remove(phone, index)
        hand_over(phone)
        assert why_not_taken(phone, index) is not None
        assert is_removed(phone, index)


def test_there_is_no_fifth_companion(town: Town) -> None:
    with registered(town) as phone:
        for number in range(4):
            linked(town, phone, f"laptop {number}").store.close()
        lines = len(phone.party.log)
        with pytest.raises(Refused, match="LINK-5"):
            approve(phone, "any", STRANGER)
        assert phone.store.outbox() == []
        assert phone.primary.high_water == 4
        assert phone.party.log[lines]["refusal"]["rule"] == "LINK-5"
        assert len(phone.party.log) == lines + 1


def test_a_device_is_shown_as_linked_when_it_signed_back(town: Town) -> None:
    with registered(town) as phone, linked(town, phone) as laptop:
        evidence = laptop.party.state.evidence(
            laptop.name, laptop.account, laptop.index, laptop.keys.public
        )
        certificate = laptop.party.seen.octets(evidence.name)
        assert not is_shown_as_linked(phone, laptop.index)
        with phone.transaction():
            assert hear_linked(phone, Linked(1, certificate)) == laptop.index
        with reopened(phone) as again:
            assert is_shown_as_linked(again, laptop.index)
            s = again.party.state
            assert s.knows(again.name, again.account, laptop.index, laptop.keys.public)


def test_what_was_not_signed_back_is_not_shown_as_linked(town: Town) -> None:
    with registered(town) as phone, new_device(town, "laptop") as laptop:
        of = begun(laptop)
        index = approved(phone, laptop, of)
        payload = progress(laptop, of).payload
        assert payload is not None
        adopted(laptop, of)
        unsigned = decode_linking_payload(payload).inner
        for forged in (unsigned, b"\xff"):
            with pytest.raises(Refused), phone.transaction():
                hear_linked(phone, Linked(1, forged))
        assert not is_shown_as_linked(phone, index)


def test_a_certificate_of_somebody_else_is_not_shown_either(town: Town) -> None:
    with (
        registered(town) as phone,
        linked(town, phone) as laptop,
        registered(town, name="other phone", account=type(phone.account)("15550100009")) as other,
    ):
        evidence = laptop.party.state.evidence(
            laptop.name, laptop.account, laptop.index, laptop.keys.public
        )
        certificate = laptop.party.seen.octets(evidence.name)
        with pytest.raises(NotPossible, match="issued the certificate"), other.transaction():
            hear_linked(other, Linked(1, certificate))
