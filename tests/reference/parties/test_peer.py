"""An honest account: the peer follows it, and remembers what it is told."""

import pytest

from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.peer import Peer
from mdaudit.reference.parties.primary import Primary
from mdaudit.spec.policy import Policy
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import NEVER, PRIMARY, Duration, Message, RawId
from mdaudit.spec.state.signed import list_time
from tests.reference.scene import (
    ALICE,
    BOB,
    BOBS_PHONE,
    DAY,
    LAPTOP,
    LIFE,
    Scene,
    at,
    broken_promises,
    stream,
)


def test_it_serves_the_phone_and_the_laptop() -> None:
    scene = Scene().bob_knows_the_laptop()
    assert scene.served(at(5)) == [scene.phone.identity_key, scene.laptop.identity_key]


def test_it_serves_the_phone_before_it_knows_more() -> None:
    scene = Scene()
    assert scene.served(at(5)) == [scene.phone.identity_key]
    assert scene.bob_holds_the_list().served(at(6)) == [scene.phone.identity_key]


def test_a_removed_laptop_gets_nothing() -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    assert scene.served(at(DAY + 1)) == [scene.phone.identity_key]
    assert scene.left_out_by(at(DAY + 2)) == {"FAN-1"}


def test_the_same_list_again_is_no_news() -> None:
    scene = Scene().bob_holds_the_list()
    scene.bob.receive_list(ALICE, scene.with_laptop, at(DAY))
    assert scene.bob.party.state.received_at(BOBS_PHONE, ALICE) == at(DAY)


def test_a_newer_list_meets_the_deadline() -> None:
    scene = Scene().bob_knows_the_laptop()
    newer = scene.phone.refresh(at(DAY))
    speaker = (ALICE, PRIMARY, scene.phone.identity_key)
    scene.bob.hear_hint(ALICE, speaker, at(DAY), at(DAY))
    assert scene.bob.party.state.deadline(BOBS_PHONE, ALICE) == at(3 * DAY)
    scene.bob.receive_list(ALICE, newer, at(2 * DAY))
    assert scene.bob.party.state.deadline(BOBS_PHONE, ALICE) == NEVER
    assert scene.laptop.identity_key in scene.served(at(4 * DAY))


def test_another_life_drops_every_companion() -> None:
    scene = Scene().bob_knows_the_laptop()
    alone = scene.forged_list(scene.stolen_key(), at(DAY), 0, current=0, life=RawId(8))
    scene.bob.receive_list(ALICE, alone, at(DAY))
    assert scene.bob.party.log[-1]["step"] == "accept_new_life"
    assert scene.bob.party.state.pinned_life(BOBS_PHONE, ALICE) == RawId(8)
    assert scene.served(at(DAY)) == [scene.phone.identity_key]


def test_a_new_pin_starts_from_nothing() -> None:
    scene = Scene().bob_knows_the_laptop()
    new = Primary.begin(ALICE, RawId(9), at(DAY), stream("new phone"))
    scene.bob.pin(ALICE, new.identity_key, RawId(9), at(DAY))
    assert scene.served(at(DAY)) == [new.identity_key]


def test_messages_go_to_the_own_account_as_well() -> None:
    scene = Scene().bob_knows_the_laptop()
    state = scene.bob.party.state
    assert state.knows(BOBS_PHONE, BOB, PRIMARY, state.own_key(BOBS_PHONE))
    result = scene.bob.send(Message("m"), ALICE, at(5))
    assert {copy.account for copy in result.copies} == {ALICE}  # no copy to the sending phone


def test_a_message_is_sent_once() -> None:
    scene = Scene()
    scene.bob.send(Message("m"), ALICE, at(5))
    with pytest.raises(NotPossible, match="new"):
        scene.bob.send(Message("m"), ALICE, at(6))


def test_a_refused_list_of_the_owner_is_word_of_a_newer_one() -> None:
    scene = Scene().bob_knows_the_laptop()
    future = scene.forged_list(scene.stolen_key(), at(9 * DAY), 0, 1)
    with pytest.raises(Refused, match="LIST-5"):
        scene.bob.receive_list(ALICE, future, at(DAY))
    assert scene.bob.party.log[-1]["step"] == "refuse_list"
    assert scene.bob.party.state.deadline(BOBS_PHONE, ALICE) == at(3 * DAY)
    assert list_time(scene.bob.party.state.held(BOBS_PHONE, ALICE)) == at(0)


def test_the_promises_hold_of_what_it_knows() -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.served(at(5))
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    scene.served(at(DAY))
    assert broken_promises(scene.bob.party.state) == []


def test_a_session_ends_only_with_a_signed_list() -> None:
    scene = Scene().bob_knows_the_laptop()
    gone = (ALICE, LAPTOP, scene.laptop.identity_key)
    with pytest.raises(Refused, match="REV-1"):
        scene.bob.end_session(*gone, at(1))
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    scene.bob.end_session(*gone, at(DAY))
    assert not scene.bob.party.state.knows(scene.bob.name, *gone)


def test_a_later_copy_is_for_who_was_meant() -> None:
    scene = Scene().bob_knows_the_laptop()
    laptop, message = (ALICE, LAPTOP, scene.laptop.identity_key), Message("hello")
    with pytest.raises(NotPossible):
        scene.bob.send_again(message, *laptop, at(5))
    scene.bob.send(message, ALICE, at(5))
    for _ in range(5):
        scene.bob.send_again(message, *laptop, at(6))
    with pytest.raises(Refused, match="FAN-6"):
        scene.bob.send_again(message, *laptop, at(7))


def test_a_confirmation_renews_nothing() -> None:
    scene = Scene().bob_knows_the_laptop()
    held = scene.bob.party.state.held(BOBS_PHONE, ALICE)
    scene.bob.confirm_unchanged(ALICE, at(34 * DAY))
    assert scene.bob.party.state.held(BOBS_PHONE, ALICE) == held
    assert scene.bob.party.state.received_at(BOBS_PHONE, ALICE) == at(34 * DAY)
    assert scene.served(at(35 * DAY)) == [scene.phone.identity_key]


def another_peer(scene: Scene, policy: Policy | None = None) -> Peer:
    """Return a client of Bob's that knows nobody else yet."""
    peer = Peer(BOBS_PHONE, Party(policy))
    peer.set_up(BOB, scene.rogue.public, at(0))
    peer.pin(BOB, scene.rogue.public, RawId(3), at(0))
    return peer


def test_bounds_are_the_callers() -> None:
    scene = Scene()
    strict = Policy(lifetime=Duration(DAY))
    peer = another_peer(scene, strict)
    peer.pin(ALICE, scene.phone.identity_key, LIFE, at(0))
    peer.receive_list(ALICE, scene.with_laptop, at(0))
    peer.receive_device(ALICE, LAPTOP, scene.laptop.identity_key, scene.certificate, at(0))
    assert len(peer.send(Message("young"), ALICE, at(DAY - 1)).copies) == 2
    assert len(peer.send(Message("old"), ALICE, at(DAY)).copies) == 1


def test_a_hosted_account_has_its_own_prefix() -> None:
    scene = Scene()
    peer = another_peer(scene)
    peer.pin(ALICE, scene.phone.identity_key, LIFE, at(0), hosted=True)
    with pytest.raises(Refused, match="LIST-1"):
        peer.receive_list(ALICE, scene.with_laptop, at(0))
