"""Each kind of step that a client logs becomes the evidence that speaks of it."""

from typing import Any

import pytest

from mdaudit.reference.evidence import NoClientError, evidence_of
from mdaudit.reference.evidence.recorded import number_of
from mdaudit.reference.parties.companion import Companion
from mdaudit.reference.parties.group_member import GroupMember
from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.peer import Peer
from mdaudit.reference.parties.plain import base64
from mdaudit.spec.groups.giving import make_sender_key
from mdaudit.spec.groups.inbound import forget_sender_keys, receive_sender_key
from mdaudit.spec.groups.membership import add_member, remove_member
from mdaudit.spec.reading import Refused, read_as
from mdaudit.spec.receiving.showing import show, show_own
from mdaudit.spec.revocation.notices import notice_removal
from mdaudit.spec.revocation.removal import ask_removal, hand_over, show_removal
from mdaudit.spec.sorts import (
    Account,
    Client,
    Group,
    Index,
    Message,
    RawId,
    SenderKey,
)
from mdaudit.spec.sync.channel import take_history
from mdaudit.spec.verification.comparing import compare_codes, confirm_change
from tests.reference.scene import ALICE, BOB, BOBS_PHONE, LAPTOP, LIFE, Scene, at, without

BOOKS, CHAIN = Group("books"), SenderKey(b"c" * 32)
CAROL = Account("15550100003")


@pytest.fixture
def scene() -> Scene:
    """Return Alice with phone and laptop, both known to Bob."""
    return Scene().bob_knows_the_laptop()


def about(evidence: dict[str, Any], name: Account) -> dict[str, Any]:
    """Return what the evidence says of one account."""
    (found,) = [one for one in evidence["accounts"] if one["account"] == name]
    return dict(found)


def seen(scene: Scene) -> dict[str, Any]:
    """Return the evidence of Bob's log."""
    return evidence_of(scene.bob.party.log)


def test_a_log_of_nobody_is_no_evidence() -> None:
    with pytest.raises(NoClientError):
        evidence_of(Scene().laptop.party.log)


def test_only_a_primary_knows_when_it_signed_a_list(scene: Scene) -> None:
    party = scene.phone.party
    phone = Peer(Client("alices-phone"), party)
    phone.set_up(ALICE, scene.phone.identity_key, at(0))
    phone.pin(ALICE, scene.phone.identity_key, LIFE, at(0))
    for signed, clock in ((scene.with_laptop, at(0)), (scene.phone.unlink(LAPTOP, at(9)), at(9))):
        phone.receive_list(ALICE, signed, clock)
        scene.bob.receive_list(ALICE, signed, clock)
    own, others = about(evidence_of(party.log), ALICE), about(seen(scene), ALICE)
    assert [part["signed_at"] for part in own["lists"]] == [at(0), at(9)]
    assert own["linking"] == []
    assert ["signed_at" in part for part in others["lists"]] == [False] * len(others["lists"])


def test_pins_say_how_they_came(scene: Scene) -> None:
    scene.bob.pin(ALICE, scene.rogue.public, RawId(9), at(5))
    pins = about(seen(scene), ALICE)["pins"]
    assert [(pin["how"], pin["raw_id"]) for pin in pins] == [("first_contact", 7), ("changed", 9)]


def test_a_compared_contact_is_verified_until_its_identity_changes(scene: Scene) -> None:
    key = scene.phone.identity_key
    assert about(seen(scene), ALICE)["verified"] is None
    scene.bob.party.note("primary_of", ALICE, becomes=key)  # a person saw her phone
    scene.bob.party.take(compare_codes, at(5), BOBS_PHONE, ALICE)
    assert about(seen(scene), ALICE)["verified"] == {"primary_key": base64(key), "at": at(5)}
    scene.bob.pin(ALICE, scene.rogue.public, RawId(9), at(6))
    assert about(seen(scene), ALICE)["verified"] is None


def test_a_mark_ends_with_the_life_that_was_compared(scene: Scene) -> None:
    scene.bob.party.note("primary_of", ALICE, becomes=scene.phone.identity_key)
    scene.bob.party.take(compare_codes, at(5), BOBS_PHONE, ALICE)
    scene.bob.receive_list(ALICE, scene.phone.begin_life(RawId(8), at(10)), at(11))
    assert about(seen(scene), ALICE)["verified"] is None


def test_a_client_without_ver_1_has_its_mark_on_a_key_that_nobody_compared(scene: Scene) -> None:
    scene.bob.party.note("primary_of", ALICE, becomes=scene.phone.identity_key)
    scene.bob.party.take(compare_codes, at(5), BOBS_PHONE, ALICE)
    with read_as(without("VER-1")):
        scene.bob.pin(ALICE, scene.rogue.public, RawId(9), at(6))
    mark = {"primary_key": base64(scene.rogue.public), "at": at(5)}
    assert about(seen(scene), ALICE)["verified"] == mark


def test_what_the_user_did_about_an_identity_is_dated(scene: Scene) -> None:
    party, key = scene.bob.party, scene.phone.identity_key
    party.note("primary_of", ALICE, becomes=key)
    for seconds in (5, 6):
        party.take(compare_codes, at(seconds), BOBS_PHONE, ALICE)
    scene.bob.pin(ALICE, scene.rogue.public, RawId(9), at(7))
    with pytest.raises(Refused, match="VER-4"):
        party.take(compare_codes, at(8), BOBS_PHONE, ALICE)
    party.take(confirm_change, at(9), BOBS_PHONE, ALICE)
    evidence = about(seen(scene), ALICE)
    assert evidence["comparisons"] == [at(5), at(6)]
    assert evidence["confirmations"] == [at(9)]
    assert about(seen(scene), BOB)["confirmations"] == []


def test_a_message_that_was_refused_is_said_to_be(scene: Scene) -> None:
    party = scene.bob.party
    party.note("primary_of", ALICE, becomes=scene.phone.identity_key)
    party.take(compare_codes, at(5), BOBS_PHONE, ALICE)
    scene.bob.pin(ALICE, scene.rogue.public, RawId(9), at(6))
    with pytest.raises(Refused):
        scene.bob.send(Message("m1"), ALICE, at(7))
    (message,) = seen(scene)["messages"]
    assert (message["to"], message["sent_at"], message["outcome"]) == (ALICE, at(7), "refused")
    assert "copies" not in message


def test_a_notice_only_led_to_a_query(scene: Scene) -> None:
    scene.bob.party.take(notice_removal, at(5), BOBS_PHONE, ALICE)
    assert about(seen(scene), ALICE)["notices"] == [
        {"received_at": at(5), "kind": "remove", "effect": "queried"}
    ]


def test_a_notice_that_the_list_denies_is_said_with_its_devices(scene: Scene) -> None:
    bob = scene.bob
    bob.receive_list(
        ALICE, scene.phone.approve(Companion.begin(scene.random).code, at(4)).signed_list, at(4)
    )
    bob.party.take(notice_removal, at(5), BOBS_PHONE, ALICE)
    for index in (LAPTOP, Index(2)):
        with pytest.raises(Refused, match="REV-1"):
            bob.end_session(ALICE, index, scene.laptop.identity_key, at(6))
    told = {"received_at": at(5), "kind": "remove", "effect": "queried", "answered_at": at(6)}
    assert about(seen(scene), ALICE)["notices"] == [told | {"device": 1}, told | {"device": 2}]


def test_a_session_that_a_list_ended_is_no_word_of_a_notice(scene: Scene) -> None:
    scene.bob.party.take(notice_removal, at(5), BOBS_PHONE, ALICE)
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(6)), at(6))
    scene.bob.end_session(ALICE, LAPTOP, scene.laptop.identity_key, at(6))
    assert about(seen(scene), ALICE)["notices"] == [
        {"received_at": at(5), "kind": "remove", "effect": "queried"}
    ]


def test_received_messages_are_shown_or_refused(scene: Scene) -> None:
    party, key = scene.bob.party, scene.laptop.identity_key
    here = (LAPTOP, key, Message("m1"))
    party.note("written", key, Message("m1"), BOB)
    party.take(show, at(5), BOBS_PHONE, ALICE, ALICE, *here, at(5))
    with pytest.raises(Exception, match="RCV-3"):
        party.take(show, at(6), BOBS_PHONE, ALICE, ALICE, *here, at(6))
    with pytest.raises(Exception, match="FAN-5"):
        party.take(show_own, at(7), BOBS_PHONE, ALICE, *here, BOB, at(7))
    with pytest.raises(Exception, match="SYNC-1"):
        party.take(take_history, at(8), BOBS_PHONE, ALICE, LAPTOP, key, at(8))
    assert [(one["kind"], one["shown"]) for one in seen(scene)["received"]] == [
        ("message", True),
        ("message", False),
        ("device_sent", False),
        ("history", False),
    ]


def in_a_group(scene: Scene, without: int | None = None) -> Party:
    """Let Bob write to a group that Alice is in and Carol is not any more.

    With one device of hers, by its index, there is no session.
    """
    party = scene.bob.party
    for name in (ALICE, CAROL):
        party.take(add_member, at(5), BOBS_PHONE, BOOKS, name)
    party.take(remove_member, at(6), BOBS_PHONE, BOOKS, CAROL)
    member = GroupMember(BOBS_PHONE, party)
    member.make_key(BOOKS, CHAIN, at(7))
    member.give_key(BOOKS, at(8), lambda one: one[1] != without)
    member.send(BOOKS, Message("g1"), at(9))
    return party


def test_a_group_message_reaches_the_holders_of_its_key(scene: Scene) -> None:
    in_a_group(scene)
    (message,) = seen(scene)["messages"]
    assert message["group"] == {
        "id": BOOKS,
        "members": [ALICE],
        "sender_key_id": number_of(base64(CHAIN)),
    }
    reached = {(c["account"], c["device"], c["kind"]) for c in message["copies"]}
    assert reached == {(ALICE, 0, "sender_key"), (ALICE, 1, "sender_key")}


def test_a_device_is_a_holder_when_the_key_was_encrypted_for_it(scene: Scene) -> None:
    member = GroupMember(BOBS_PHONE, in_a_group(scene, without=LAPTOP))
    member.give_key(BOOKS, at(10), lambda one: one[1] == LAPTOP)
    member.send(BOOKS, Message("g2"), at(10))
    first, second = seen(scene)["messages"]
    assert [copy["device"] for copy in first["copies"]] == [0]
    assert [copy["device"] for copy in second["copies"]] == [0, 1]


def test_own_sender_keys_end_with_the_next_one(scene: Scene) -> None:
    party = in_a_group(scene)
    party.take(make_sender_key, at(10), BOBS_PHONE, BOOKS, SenderKey(b"d" * 32))
    keys = seen(scene)["sender_keys"]
    assert [(key["direction"], key["created_at"], key["deleted_at"]) for key in keys] == [
        ("out", at(7), at(10)),
        ("out", at(10), None),
    ]


def test_inbound_sender_keys_end_when_they_are_deleted(scene: Scene) -> None:
    party, here = scene.bob.party, (ALICE, LAPTOP, scene.laptop.identity_key)
    party.take(receive_sender_key, at(5), BOBS_PHONE, BOOKS, *here, CHAIN, *here)
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(6)), at(6))
    party.take(forget_sender_keys, at(7), BOBS_PHONE, BOOKS)
    (key,) = seen(scene)["sender_keys"]
    assert (key["direction"], key["account"], key["device"]) == ("in", ALICE, 1)
    assert (key["created_at"], key["deleted_at"]) == (at(5), at(7))


def test_removals_are_dated(scene: Scene) -> None:
    phone = Peer(Client("alices-phone"), scene.phone.party)
    phone.set_up(ALICE, scene.phone.identity_key, at(1))
    phone.pin(ALICE, scene.phone.identity_key, scene.phone.life, at(1))
    phone.party.take(ask_removal, at(5), ALICE, LAPTOP)
    removals = about(evidence_of(phone.party.log), ALICE)["removals"]
    assert removals[0]["shown_done_at"] is None
    scene.phone.unlink(LAPTOP, at(6))
    phone.party.take(hand_over, at(7), ALICE)
    phone.party.take(show_removal, at(8), ALICE, LAPTOP)
    assert about(evidence_of(phone.party.log), ALICE)["removals"] == [
        {
            "key_index": LAPTOP,
            "requested_at": at(5),
            "shown_done_at": at(8),
            "list_timestamp": at(6),
        }
    ]
