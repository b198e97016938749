"""A member of a group gives keys to the step's fan-out alone, and reads what its keys are for."""

import pytest

from mdaudit.reference.parties.group_member import GroupMember
from mdaudit.reference.parties.plain import base64
from mdaudit.reference.parties.reader import Device
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import PRIMARY, Account, Group, Message, Position, SenderKey
from tests.reference.scene import ALICE, BOBS_PHONE, LAPTOP, Scene, at

FRIENDS = Group("friends")
FIRST, SECOND, THEIRS = (SenderKey(bytes([n] * 32)) for n in (1, 2, 3))
SAID = Message("from the laptop")


@pytest.fixture
def scene() -> Scene:
    return Scene().bob_knows_the_laptop()


@pytest.fixture
def bob(scene: Scene) -> GroupMember:
    """Bob, who was told that Alice is in the group."""
    member = GroupMember(BOBS_PHONE, scene.bob.party)
    member.hear_members(FRIENDS, [ALICE], at(0))
    return member


def phone_of(scene: Scene) -> Device:
    return ALICE, PRIMARY, scene.phone.identity_key


def laptop_of(scene: Scene) -> Device:
    return ALICE, LAPTOP, scene.laptop.identity_key


def without_laptop(scene: Scene) -> None:
    """Bob holds the list without the laptop."""
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(1)), at(1))


def writes(bob: GroupMember, name: str = "hello") -> None:
    bob.make_key(FRIENDS, FIRST, at(0))
    bob.give_key(FRIENDS, at(0))
    bob.send(FRIENDS, Message(name), at(0))


def test_members_come_and_go_as_the_server_says(bob: GroupMember) -> None:
    carol = Account("15550100003")
    bob.hear_members(FRIENDS, [carol], at(0))
    assert bob.members(FRIENDS) == [carol]
    bob.hear_members(FRIENDS, [carol], at(0))
    steps = [event["step"] for event in bob.party.log][-3:]
    assert steps == ["add_member", "add_member", "remove_member"]


def test_a_key_is_given_to_the_fan_out(scene: Scene, bob: GroupMember) -> None:
    assert bob.needs_new_key(FRIENDS, at(0))
    bob.make_key(FRIENDS, FIRST, at(0))
    both = sorted([phone_of(scene), laptop_of(scene)])
    assert bob.without_key(FRIENDS, at(0)) == both
    assert bob.give_key(FRIENDS, at(0)) == both
    assert bob.without_key(FRIENDS, at(0)) == []
    bob.send(FRIENDS, Message("hello"), at(0))
    assert not bob.needs_new_key(FRIENDS, at(0))


def test_the_log_says_for_whom_a_key_was_encrypted(scene: Scene, bob: GroupMember) -> None:
    bob.make_key(FRIENDS, FIRST, at(0))
    assert bob.give_key(FRIENDS, at(0), lambda one: one[1] == LAPTOP) == [laptop_of(scene)]
    account, index, key = laptop_of(scene)
    (given,) = bob.party.log[-1]["given"]
    assert given == {"account": account, "index": index, "key": base64(key)}
    assert bob.without_key(FRIENDS, at(0)) == []  # by the step, it was for the whole fan-out


def test_a_later_holder_gets_the_chain_from_where_it_is(scene: Scene, bob: GroupMember) -> None:
    writes(bob)
    bob.give_key(FRIENDS, at(0))
    assert bob.party.log[-1]["arguments"]["start"] == 1
    given = bob.party.state.given_from(FIRST, *laptop_of(scene))
    assert given == Position(0)


def test_a_removed_device_makes_the_key_useless(scene: Scene, bob: GroupMember) -> None:
    writes(bob)
    without_laptop(scene)
    assert bob.needs_new_key(FRIENDS, at(1))
    with pytest.raises(Refused, match="GRP-2"):
        bob.send(FRIENDS, Message("after"), at(1))
    bob.make_key(FRIENDS, SECOND, at(1))
    assert bob.give_key(FRIENDS, at(1)) == [phone_of(scene)]
    bob.send(FRIENDS, Message("after"), at(1))


def test_a_member_who_left_makes_it_useless_too(bob: GroupMember) -> None:
    writes(bob)
    bob.hear_members(FRIENDS, [], at(0))
    with pytest.raises(Refused, match="GRP-2"):
        bob.send(FRIENDS, Message("after"), at(0))


def test_a_message_is_shown_under_the_key_of_its_device(scene: Scene, bob: GroupMember) -> None:
    laptop = laptop_of(scene)
    with pytest.raises(NotPossible, match="inbound"):
        bob.show(FRIENDS, laptop, THEIRS, SAID, at(0))
    bob.receive_key(FRIENDS, laptop, THEIRS, laptop, at(0))
    bob.show(FRIENDS, laptop, THEIRS, SAID, at(0))
    with pytest.raises(NotPossible, match="inbound"):
        bob.show(FRIENDS, phone_of(scene), THEIRS, SAID, at(0))
    with pytest.raises(Refused, match="RCV-3"):
        bob.show(FRIENDS, laptop, THEIRS, SAID, at(0))


def test_nobody_brings_a_key_of_another_device(scene: Scene, bob: GroupMember) -> None:
    with pytest.raises(Refused, match="GRP-5"):
        bob.receive_key(FRIENDS, laptop_of(scene), THEIRS, phone_of(scene), at(0))


def test_keys_of_a_removed_device_are_forgotten(scene: Scene, bob: GroupMember) -> None:
    laptop = laptop_of(scene)
    bob.receive_key(FRIENDS, laptop, THEIRS, laptop, at(0))
    assert bob.removed_writers(FRIENDS) == []
    without_laptop(scene)
    assert bob.removed_writers(FRIENDS) == [laptop]
    with pytest.raises(Refused, match="GRP-3"):
        bob.show(FRIENDS, laptop, THEIRS, SAID, at(1))
    bob.forget_keys(FRIENDS, at(1))
    assert bob.removed_writers(FRIENDS) == []


def test_a_key_is_made_once(bob: GroupMember) -> None:
    bob.make_key(FRIENDS, FIRST, at(0))
    with pytest.raises(NotPossible, match="new"):
        bob.make_key(FRIENDS, FIRST, at(0))
