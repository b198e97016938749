"""A message to a group comes again for a device that could not read it, and for no other."""

import pytest
from msgspec.structs import replace

from mdaudit.reference.client.groups.keys import keys_of, own_key
from mdaudit.reference.client.groups.membership import set_members
from mdaudit.reference.client.groups.sending import send_to_group
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.protocol.envelope import Envelope, Kind
from mdaudit.spec.fanout.resending import RETRIES
from mdaudit.spec.sorts import PRIMARY, Account, Group, Index, Message
from tests.reference.client.losing import asks_again, lose_what_waits
from tests.reference.client.town import Households, Resident
from tests.reference.scene import ALICE, BOB, DAY

FRIENDS = Group("friends")
CHAT = Account(FRIENDS)


@pytest.fixture
def homes(homes: Households) -> Households:
    """Alice and Bob, who are in a group."""
    set_members(homes.alice.device, homes.alice.remote, FRIENDS, [ALICE, BOB])
    homes.town.catch_up()
    return homes


def write(resident: Resident, text: str) -> Message:
    """Write to the group and hand it over."""
    sent = send_to_group(resident.device, resident.remote, FRIENDS, text)
    resident.hand_over()
    return sent.message


def without_the_key(resident: Resident) -> tuple[Envelope, Envelope]:
    """Let a device get a message to the group and not the key before it; return both."""
    key, message = resident.envelopes()
    assert (key.kind, message.kind) == (Kind.PRE_KEY, Kind.SENDER_KEY)
    lose_what_waits(resident)
    resident.receive(message)
    return key, message


def test_the_message_comes_again_with_the_key(homes: Households) -> None:
    write(homes.bob, "do you read me?")
    without_the_key(homes.alice)
    assert homes.alice.texts(CHAT) == []
    homes.town.catch_up()
    assert homes.alice.texts(CHAT) == ["do you read me?"]
    assert homes.bob.steps("send_again") == ["done"]
    assert homes.alice.steps("show_from_group") == ["done"]
    assert homes.alice.texts(BOB) == []
    assert homes.alice.device.store.names("retry/") == []
    write(homes.bob, "loud and clear")
    homes.town.catch_up()
    assert homes.alice.texts(CHAT)[-1] == "loud and clear"
    assert homes.bob.steps("give_sender_key") == ["done", "done"]


def test_it_goes_to_the_device_that_asks_alone(homes: Households) -> None:
    write(homes.bob, "hello")
    without_the_key(homes.alice)
    lose_what_waits(homes.alices_laptop)
    homes.alice.hand_over()
    homes.bob.catch_up()
    assert [one.kind for one in homes.alice.envelopes()] == [Kind.PRE_KEY]
    assert homes.alices_laptop.envelopes() == []


def test_an_own_device_gets_it_too(homes: Households) -> None:
    write(homes.bob, "from my phone")
    without_the_key(homes.bobs_laptop)
    homes.town.catch_up()
    assert homes.bobs_laptop.texts(CHAT) == ["from my phone"]
    assert homes.bobs_laptop.texts(BOB) == []


@pytest.mark.parametrize("copy_first", [True, False])
def test_it_is_shown_once_whichever_way_it_comes(homes: Households, copy_first: bool) -> None:  # noqa: FBT001 - two cases
    """The lost key comes after all, and with it the message that it opens."""
    write(homes.bob, "hello")
    key, message = without_the_key(homes.alice)
    homes.alice.hand_over()
    homes.bob.catch_up()
    (copy,) = homes.alice.envelopes()
    order = [copy, key, message] if copy_first else [key, message, copy]
    for envelope in order:
        homes.alice.receive(envelope)
    assert homes.alice.texts(CHAT) == ["hello"]
    assert homes.alice.notices(CHAT) == homes.alice.notices(BOB) == ""
    assert homes.alice.steps("show_from_group").count("done") == 1


def test_two_copies_are_shown_once(homes: Households) -> None:
    message = write(homes.bob, "hello")
    without_the_key(homes.alice)
    homes.bob.receive(asks_again(homes.alice, message, group=FRIENDS))
    homes.town.catch_up()
    assert homes.bob.steps("send_again") == ["done", "done"]
    assert homes.alice.texts(CHAT) == ["hello"]
    assert homes.alice.steps("show_from_group") == ["done", "refused"]
    assert homes.alice.notices(CHAT) == ""


def test_it_comes_five_times_at_most(homes: Households) -> None:
    message = write(homes.bob, "again and again")
    for _ in range(RETRIES + 2):
        homes.bob.receive(asks_again(homes.alice, message, group=FRIENDS))
    assert homes.bob.steps("send_again").count("done") == RETRIES
    assert homes.bob.steps("send_again").count("refused") == 2


def test_a_new_companion_gets_the_key_and_nothing_old(homes: Households) -> None:
    """It is in the fan-out, and was not when the message was sent: FAN-6."""
    message = write(homes.bob, "of yesterday")
    homes.town.catch_up()
    homes.town.later(DAY)
    tablet = homes.town.laptop(homes.alice)
    homes.town.catch_up()
    homes.bob.receive(asks_again(tablet, message, group=FRIENDS))
    assert homes.bob.steps("send_again") == ["refused"]
    homes.town.catch_up()
    assert tablet.texts(CHAT) == []
    writer = Partner(BOB, PRIMARY, homes.bob.device.keys.public)
    (key,) = keys_of(tablet.device, FRIENDS, writer).keys
    assert key.name == own_key(homes.bob.device, FRIENDS).name


def test_a_companion_that_came_a_moment_later_gets_nothing_old(homes: Households) -> None:
    """Its certificate is hardly younger than the message; it was given no key for it."""
    message = write(homes.bob, "a moment ago")
    tablet = homes.town.laptop(homes.alice)
    homes.town.catch_up()
    homes.bob.receive(asks_again(tablet, message, group=FRIENDS))
    homes.town.catch_up()
    assert tablet.texts(CHAT) == []
    assert homes.bob.steps("send_again") == ["refused"]


def test_a_removed_device_gets_neither(homes: Households) -> None:
    message = write(homes.bob, "to both")
    without_the_key(homes.alices_laptop)
    homes.alice.remove(Index(1))
    homes.bob.catch_up()
    given = homes.bob.steps("give_sender_key")
    homes.bob.receive(asks_again(homes.alices_laptop, message, group=FRIENDS))
    assert homes.bob.steps("send_again") == []
    assert homes.bob.steps("give_sender_key") == given


def test_who_is_no_member_gets_neither(homes: Households) -> None:
    message = write(homes.bob, "among friends")
    carol = homes.town.phone(Account("15550100003"))
    homes.bob.send(carol.account, "hello Carol")
    given = homes.bob.steps("give_sender_key")
    homes.bob.receive(asks_again(carol, message, group=FRIENDS))
    assert homes.bob.steps("send_again") == []
    assert homes.bob.steps("give_sender_key") == given


def test_which_group_it_was_for_the_sender_knows(homes: Households) -> None:
    """The server names another group in the request, and on the envelope of the answer."""
    message = write(homes.bob, "for the friends")
    without_the_key(homes.alice)
    homes.bob.receive(asks_again(homes.alice, message, group="others"))
    homes.bob.receive(asks_again(homes.alice, message, group=None))
    homes.bob.hand_over()
    for envelope in homes.alice.envelopes():
        homes.alice.receive(replace(envelope, group="others"))
    assert homes.alice.texts(CHAT) == ["for the friends"]
    assert homes.alice.texts(Account("others")) == homes.alice.texts(BOB) == []


def test_with_a_new_key_the_old_message_comes_all_the_same(homes: Households) -> None:
    """Somebody else was removed, so that there is a newer sender key than the lost one."""
    write(homes.bob, "before")
    without_the_key(homes.alice)
    homes.alice.remove(Index(1))
    homes.bob.catch_up()
    write(homes.bob, "after")
    homes.town.catch_up(homes.alice, homes.bob)
    assert sorted(homes.alice.texts(CHAT)) == ["after", "before"]


def test_what_is_given_up_is_told_in_the_group(homes: Households) -> None:
    write(homes.bob, "hello")
    _, message = without_the_key(homes.alice)
    for _ in range(RETRIES):
        homes.alice.receive(message)
    assert "gap: a message of device 0 is unreadable" in homes.alice.notices(CHAT)
    assert homes.alice.notices(BOB) == ""


def test_a_message_that_is_kept_no_more_leaves_the_key(homes: Households) -> None:
    message = write(homes.bob, "long ago")
    without_the_key(homes.alice)
    with homes.bob.device.transaction():
        homes.bob.device.store.drop(f"sent/{message}")
    homes.town.catch_up()
    assert homes.bob.steps("send_again") == []
    assert homes.alice.texts(CHAT) == []
    write(homes.bob, "now")
    homes.town.catch_up()
    assert homes.alice.texts(CHAT) == ["now"]
