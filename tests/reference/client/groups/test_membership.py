"""Groups over the real server: who reads, who does not any more, and what is given to whom."""

import pytest
from msgspec.structs import replace

from mdaudit.reference.client.groups.keys import keys_of, own_key
from mdaudit.reference.client.groups.membership import groups_of, member_of, set_members
from mdaudit.reference.client.groups.sending import SentToGroup, send_to_group
from mdaudit.reference.client.messages.conversation import Origin, conversation
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.client.remote import ServerRefused
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Envelope, Kind
from mdaudit.reference.sender_keys.received import ReceivedSenderKey
from mdaudit.spec.sorts import PRIMARY, Account, Group, Index
from tests.reference.client.family import meet
from tests.reference.client.losing import lose_what_waits
from tests.reference.client.town import Households, Resident
from tests.reference.scene import ALICE, BOB, DAY

FRIENDS = Group("friends")
FRIENDS_CHAT = Account("friends")


@pytest.fixture
def homes(homes: Households) -> Households:
    """Alice and Bob, who are in a group."""
    set_members(homes.alice.device, homes.alice.remote, FRIENDS, [ALICE, BOB])
    homes.town.catch_up()
    return homes


def send(resident: Resident, text: str) -> SentToGroup:
    """Write to the group and hand it over."""
    sent = send_to_group(resident.device, resident.remote, FRIENDS, text)
    resident.hand_over()
    return sent


def readers(sent: SentToGroup) -> set[tuple[Account, Index]]:
    return {(one.account, one.index) for one in sent.readers}


def brought_by_bob(homes: Households, reader: Resident) -> tuple[ReceivedSenderKey, ...]:
    """Return the sender keys that a device has of Bob's phone."""
    phone = Partner(BOB, PRIMARY, homes.bob.device.keys.public)
    return keys_of(reader.device, FRIENDS, phone).keys


def group_envelope(resident: Resident) -> Envelope:
    """Return the message to the group that waits."""
    (found,) = [one for one in resident.envelopes() if one.kind is Kind.SENDER_KEY]
    return found


def test_everybody_reads_what_anybody_writes(homes: Households) -> None:
    sent = send(homes.bobs_laptop, "hello all")
    assert readers(sent) == {(ALICE, 0), (ALICE, 1), (BOB, 0)}
    assert sent.given == sent.readers
    assert sent.unreached == ()
    homes.town.catch_up()
    send(homes.alice, "hello Bob")
    homes.town.catch_up()
    for resident in homes.town.people:
        assert resident.texts(FRIENDS_CHAT) == ["hello all", "hello Bob"]
        assert resident.notices(FRIENDS_CHAT) == ""
        assert groups_of(resident.device) == [FRIENDS]
    first, second = conversation(homes.bob.device, FRIENDS)
    assert (first.origin, first.account, first.index) == (Origin.OWN, BOB, 1)
    assert (second.origin, second.account, second.index) == (Origin.OTHER, ALICE, 0)


def test_the_key_is_given_once(homes: Households) -> None:
    assert send(homes.bob, "one").given != ()
    assert send(homes.bob, "two").given == ()
    homes.town.catch_up()
    assert homes.alice.texts(FRIENDS_CHAT) == ["one", "two"]


def test_a_message_is_shown_once(homes: Households) -> None:
    send(homes.bob, "one")
    keys, message = homes.alice.envelopes()
    for _ in range(2):
        homes.alice.receive(keys)
        homes.alice.receive(message)
    homes.town.catch_up()
    assert homes.alice.texts(FRIENDS_CHAT) == ["one"]
    assert homes.alice.notices(FRIENDS_CHAT) == homes.alice.notices(BOB) == ""


def test_a_removed_laptop_reads_nothing_later(homes: Households) -> None:
    first = send(homes.bob, "to both")
    homes.town.catch_up()
    homes.alice.remove(Index(1))
    homes.bob.catch_up()
    second = send(homes.bob, "without the laptop")
    assert readers(first) - readers(second) == {(ALICE, 1)}
    homes.alice.catch_up()
    assert homes.alice.texts(FRIENDS_CHAT)[-1] == "without the laptop"
    known = [key.name for key in brought_by_bob(homes, homes.alices_laptop)]
    assert own_key(homes.bob.device, FRIENDS).name not in known


def test_a_new_companion_reads_from_now_on(homes: Households) -> None:
    send(homes.bob, "before")
    homes.town.catch_up()
    tablet = homes.town.laptop(homes.alice)
    homes.town.catch_up()
    sent = send(homes.bob, "after")
    assert (ALICE, 2) in readers(sent)
    homes.town.catch_up()
    assert tablet.texts(FRIENDS_CHAT) == ["after"]
    (key,) = brought_by_bob(homes, tablet)
    assert key.name == own_key(homes.bob.device, FRIENDS).name


def test_a_lost_key_is_given_again_by_the_step(homes: Households) -> None:
    send(homes.bob, "lost")
    homes.alice.receive(group_envelope(homes.alice))
    assert homes.alice.steps("show_from_group") == []
    lose_what_waits(homes.alice)
    homes.town.catch_up()
    assert homes.bob.steps("give_sender_key") == ["done", "done"]
    send(homes.bob, "found")
    homes.town.catch_up()
    assert homes.alice.texts(FRIENDS_CHAT) == ["lost", "found"]
    assert homes.alices_laptop.texts(FRIENDS_CHAT) == ["lost", "found"]


def test_a_removed_device_asks_in_vain(homes: Households) -> None:
    send(homes.bob, "to both")
    homes.alices_laptop.receive(group_envelope(homes.alices_laptop))
    homes.alice.remove(Index(1))
    homes.bob.catch_up()
    waiting = [one for one in homes.bob.envelopes() if one.kind is Kind.RETRY]
    assert waiting == []
    given = len(homes.bob.steps("give_sender_key"))
    forged = Envelope(
        99,
        "x",
        Address(ALICE, 1),
        Kind.RETRY,
        b'{"message":"x","attempt":1,"group":"friends"}',
        homes.town.now,
    )
    homes.bob.receive(forged)
    assert len(homes.bob.steps("give_sender_key")) == given


@pytest.mark.parametrize("content", [b"no request", b'{"message":"x","attempt":1}'])
def test_other_requests_are_none_for_a_key(homes: Households, content: bytes) -> None:
    send(homes.bob, "one")
    given = len(homes.bob.steps("give_sender_key"))
    homes.bob.receive(Envelope(9, "x", Address(ALICE, 0), Kind.RETRY, content, homes.town.now))
    assert len(homes.bob.steps("give_sender_key")) == given


def test_a_member_who_left_reads_nothing_later(homes: Households) -> None:
    send(homes.bob, "to Alice")
    homes.town.catch_up()
    set_members(homes.bob.device, homes.bob.remote, FRIENDS, [BOB])
    sent = send(homes.bob, "to himself")
    assert readers(sent) == {(BOB, 1)}
    homes.town.catch_up()
    assert homes.alice.texts(FRIENDS_CHAT) == ["to Alice"]
    assert groups_of(homes.alice.device) == []
    with pytest.raises(ServerRefused, match="not a member"):
        send_to_group(homes.alice.device, homes.alice.remote, FRIENDS, "may I?")


def test_the_server_can_put_words_into_no_mouth(homes: Households) -> None:
    """A message under Bob's phone's key is not shown as his laptop's, nor Alice's own."""
    send(homes.bob, "Bob's words")
    for envelope in homes.alice.envelopes():
        if envelope.kind is Kind.SENDER_KEY:
            for other in (Address(BOB, 1), Address(ALICE, 1)):
                homes.alice.receive(replace(envelope, sender=other))
        else:
            homes.alice.receive(envelope)
    assert homes.alice.texts(FRIENDS_CHAT) == []
    assert homes.alice.steps("show_from_group") == []


def test_a_changed_message_is_not_shown(homes: Households) -> None:
    send(homes.bob, "one")
    for envelope in homes.alice.envelopes():
        changed = envelope.content
        if envelope.kind is Kind.SENDER_KEY:
            changed = changed[:-1] + bytes([changed[-1] ^ 1])
        homes.alice.receive(replace(envelope, content=changed))
    assert homes.alice.texts(FRIENDS_CHAT) == []


def test_an_expired_list_makes_a_new_key(homes: Households) -> None:
    send(homes.bob, "to her laptop too")
    homes.town.catch_up()
    before = own_key(homes.bob.device, FRIENDS).name
    homes.town.later(36 * DAY)
    homes.bob.refresh_list()
    sent = send(homes.bob, "to her phone")
    assert (ALICE, 1) not in readers(sent)
    assert (ALICE, 0) in readers(sent)
    assert own_key(homes.bob.device, FRIENDS).name != before


def test_keys_of_a_removed_writer_are_forgotten(homes: Households) -> None:
    send(homes.alices_laptop, "still here")
    homes.bob.catch_up()
    laptop = homes.alices_laptop.device
    writer = (ALICE, Index(1), laptop.keys.public)
    assert not member_of(homes.bob.device).removed_writers(FRIENDS)
    homes.alice.remove(Index(1))
    homes.bob.catch_up()
    assert member_of(homes.bob.device).removed_writers(FRIENDS) == [writer]
    send(homes.alice, "the laptop is gone")
    homes.bob.catch_up()
    assert member_of(homes.bob.device).removed_writers(FRIENDS) == []
    assert homes.bob.device.store.names("sender-key/friends/15550100001/1/") == []


def test_they_are_forgotten_without_another_message(homes: Households) -> None:
    send(homes.alices_laptop, "still here")
    homes.bob.catch_up()
    homes.alice.remove(Index(1))
    homes.bob.catch_up()
    assert len(member_of(homes.bob.device).removed_writers(FRIENDS)) == 1
    meet(homes.bob)
    assert member_of(homes.bob.device).removed_writers(FRIENDS) == []
    assert homes.bob.device.store.names("sender-key/friends/15550100001/1/") == []


def test_a_message_of_no_group_is_ignored(homes: Households) -> None:
    send(homes.bob, "one")
    envelope = group_envelope(homes.alice)
    homes.alice.receive(replace(envelope, group=None))
    assert homes.alice.steps("show_from_group") == []
