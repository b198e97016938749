"""The primary signs what the owner's steps let it sign, and nothing else."""

import pytest

from mdaudit.reference.parties.companion import Companion
from mdaudit.spec.objects import (
    decode_linking_payload,
    decode_signed_device_identity,
    decode_signed_key_index_list,
    list_signature_holds,
)
from mdaudit.spec.reading import NotPossible, Refused, read_as
from mdaudit.spec.sorts import NO_KEY, Index, RawId, Time
from tests.reference.scene import LAPTOP, LIFE, Scene, at, without


def valid(received: bytes) -> tuple[set[Index], Index, Time]:
    """Return what a list says."""
    claims = decode_signed_key_index_list(received).claims
    assert claims.raw_id == LIFE
    return set(claims.valid_indexes), claims.current_index, claims.timestamp


def test_lists_say_what_is_linked() -> None:
    scene = Scene()
    assert valid(scene.with_laptop) == ({0, 1}, 1, at(0))
    assert valid(scene.phone.refresh(at(1))) == ({0, 1}, 1, at(1))
    assert valid(scene.phone.unlink(LAPTOP, at(2))) == ({0}, 1, at(2))
    tablet = scene.phone.approve(Companion.begin(scene.random).code, at(3))
    assert valid(tablet.signed_list) == ({0, 2}, 2, at(3))


def test_lists_are_signed_by_the_primary() -> None:
    scene = Scene()
    for received in (scene.with_laptop, scene.phone.refresh(at(1))):
        signed = decode_signed_key_index_list(received)
        assert list_signature_holds(scene.phone.identity_key, signed, hosted=False)


def test_a_payload_names_its_primary_and_the_fresh_index() -> None:
    scene = Scene()
    inner = decode_signed_device_identity(decode_linking_payload(scene.payload).inner)
    assert inner.embedded_account_key == scene.phone.identity_key
    assert inner.device_signature is None
    assert inner.claims.key_index == LAPTOP


@pytest.mark.parametrize("seconds", [0, -5])
def test_two_lists_never_carry_one_time(seconds: int) -> None:
    scene = Scene()
    with pytest.raises(Refused, match="OWN-1"):
        scene.phone.unlink(LAPTOP, at(seconds))
    with pytest.raises(Refused, match="OWN-1"):
        scene.phone.approve(Companion.begin(scene.random).code, at(seconds))
    assert valid(scene.phone.refresh(at(1))) == ({0, 1}, 1, at(1))


def test_without_the_rule_a_second_list_of_the_same_time_is_signed() -> None:
    scene = Scene()
    with read_as(without("OWN-1")):
        assert valid(scene.phone.unlink(LAPTOP, at(0))) == ({0}, 1, at(0))


def test_a_list_is_not_signed_twice() -> None:
    scene = Scene()
    for clock in (at(0), at(-5)):
        with pytest.raises(Refused, match="OWN-1"):
            scene.phone.refresh(clock)


def test_only_what_is_linked_can_be_removed() -> None:
    scene = Scene()
    with pytest.raises(NotPossible, match="linked"):
        scene.phone.unlink(Index(2), at(1))


def test_another_life_begins_without_companions() -> None:
    scene = Scene()
    signed = decode_signed_key_index_list(scene.phone.begin_life(RawId(8), at(1)))
    assert signed.claims.raw_id == 8
    assert set(signed.claims.valid_indexes) == {0}
    assert (scene.phone.life, scene.phone.high_water) == (8, 0)
    assert scene.phone.certificates() == []
    with pytest.raises(NotPossible, match="the life is new"):
        scene.phone.begin_life(LIFE, at(2))


def test_a_backup_goes_on_in_another_life_only() -> None:
    scene = Scene()
    with pytest.raises(NotPossible, match="there is a backup"):
        scene.phone.restore_backup(RawId(8), at(1))
    scene.phone.back_up(at(1))
    with pytest.raises(Refused, match="OWN-3"):
        scene.phone.restore_backup(LIFE, at(2))
    signed = decode_signed_key_index_list(scene.phone.restore_backup(RawId(8), at(2)))
    assert (signed.claims.raw_id, set(signed.claims.valid_indexes)) == (8, {0})


def test_a_companion_is_shown_as_linked_when_it_signed_back() -> None:
    scene = Scene()
    assert scene.phone.approved_key(LAPTOP) == scene.laptop.identity_key
    assert scene.phone.approved_key(Index(2)) == NO_KEY
    assert scene.phone.show_as_linked(scene.certificate, at(1)) == LAPTOP
    (certificate,) = scene.phone.certificates()
    assert scene.phone.party.state.shown_linked(scene.phone.identity_key, certificate)


def test_without_the_companions_signature_it_is_not() -> None:
    scene = Scene()
    unsigned = decode_linking_payload(scene.payload).inner
    with pytest.raises(Refused, match="LINK-4"):
        scene.phone.show_as_linked(unsigned, at(1))
    with pytest.raises(Refused, match="WIRE-2"):
        scene.phone.show_as_linked(b"\xff", at(1))
    with pytest.raises(Refused, match="LINK-4"):
        scene.phone.show_as_linked(scene.forged_certificate(scene.rogue), at(1))
    unknown = scene.forged_certificate(scene.rogue, index=Index(2))
    with pytest.raises(NotPossible, match="issued the certificate"):
        scene.phone.show_as_linked(unknown, at(1))
