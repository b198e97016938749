"""Runs of groups that must stay possible, counted in days, and one that shows a limit."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.hints import hear_hint
from mdaudit.spec.device_list.holding import accept_list, pin_primary, set_up
from mdaudit.spec.device_list.owner import approve, refresh, register, unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOB,
    BOBS_CLIENT,
    BOBS_PHONE,
    LAPTOP,
    LAPTOP_INDEX,
    LIFE,
    PHONE,
    WITH_LAPTOP,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.fanout.resending import send_again
from mdaudit.spec.groups.giving import give_sender_key, make_sender_key
from mdaudit.spec.groups.inbound import forget_sender_keys, receive_sender_key, show_from_group
from mdaudit.spec.groups.membership import add_member, remove_member
from mdaudit.spec.groups.writing import send_to_group
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.sorts import (
    CHAIN_START,
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    Duration,
    Group,
    IdentityKey,
    Index,
    Message,
    Position,
    SenderKey,
    Time,
)
from mdaudit.spec.state.signed import Certificate

FRIENDS: Final = Group("the friends")
FIRST: Final = SenderKey(b"bob's first sender key")
SECOND: Final = SenderKey(b"bob's second sender key")
LAPTOPS: Final = SenderKey(b"the laptop's sender key")
ALICES_PHONE: Final = Client("alice's phone")
ALICES_LAPTOP: Final = Client("alice's laptop")
HELLO: Final = Message("hello all")
TABLET: Final = IdentityKey(b"alice-tablet")
TABLET_INDEX: Final = Index(2)


@witness("Bob writes to a group that Alice is in, and her devices can read it")
def bob_writes_to_a_group(run: Run) -> None:
    """One sender key for phone and laptop, and one ciphertext for both."""
    bob_knows_the_laptop.script(run)
    run.do(add_member, BOBS_CLIENT, FRIENDS, ALICE)
    run.do(make_sender_key, BOBS_CLIENT, FRIENDS, FIRST)
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, CHAIN_START, Time(0))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, HELLO, Time(0))


@witness("Alice's phone lost the sender key, and gets the message once more for itself alone")
def a_group_message_is_sent_again(run: Run) -> None:
    """The key comes along, from its present place on; the message before that is a copy."""
    bob_writes_to_a_group.script(run)
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, Position(1), Time(0))
    run.do(send_again, BOBS_CLIENT, HELLO, ALICE, PRIMARY, PHONE, Time(0))
    run.do(set_up, ALICES_PHONE, ALICE, PHONE, PRIMARY)
    run.do(pin_primary, ALICES_PHONE, BOB, BOBS_PHONE, LIFE, False)
    bobs = (ALICES_PHONE, FRIENDS, BOB, PRIMARY, BOBS_PHONE, FIRST)
    run.do(receive_sender_key, *bobs, BOB, PRIMARY, BOBS_PHONE)
    run.do(show_from_group, *bobs, HELLO, Time(0))


@witness("Alice's laptop shows what Bob wrote, and Bob what the laptop wrote")
def a_group_conversation(run: Run) -> None:
    """Each of them was brought the other's sender key by the other's own session."""
    bob_writes_to_a_group.script(run)
    run.do(set_up, ALICES_LAPTOP, ALICE, LAPTOP, LAPTOP_INDEX)
    run.do(pin_primary, ALICES_LAPTOP, ALICE, PHONE, LIFE, False)
    run.do(accept_list, ALICES_LAPTOP, ALICE, WITH_LAPTOP, NO_KEY, Time(0))
    run.do(pin_primary, ALICES_LAPTOP, BOB, BOBS_PHONE, LIFE, False)
    bobs = (ALICES_LAPTOP, FRIENDS, BOB, PRIMARY, BOBS_PHONE, FIRST)
    run.do(receive_sender_key, *bobs, BOB, PRIMARY, BOBS_PHONE)
    run.do(show_from_group, *bobs, HELLO, Time(0))
    the_laptop = (BOBS_CLIENT, FRIENDS, ALICE, LAPTOP_INDEX, LAPTOP, LAPTOPS)
    run.do(receive_sender_key, *the_laptop, ALICE, LAPTOP_INDEX, LAPTOP)
    run.do(show_from_group, *the_laptop, Message("hello Bob"), Time(0))


@witness("The laptop is removed: Bob deletes its sender key, and makes a new one of his own")
def a_removal_makes_a_new_key(run: Run) -> None:
    """The phone is given the new key, the laptop is not.

    Before the newer list arrives there is word of it, and until the deadline the laptop reads on.
    """
    a_group_conversation.script(run)
    run.do(pass_time, Duration(1))
    alone = listing("the list without the laptop", 1, 1)
    run.do(unlink, ALICE, LAPTOP_INDEX, alone, Time(1))
    run.do(hear_hint, BOBS_CLIENT, ALICE, ALICE, PRIMARY, PHONE, Time(1), Time(1))
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, Position(1), Time(1))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, Message("still to both"), Time(1))
    run.do(accept_list, BOBS_CLIENT, ALICE, alone, NO_KEY, Time(1))
    run.do(forget_sender_keys, BOBS_CLIENT, FRIENDS)
    run.do(make_sender_key, BOBS_CLIENT, FRIENDS, SECOND)
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, CHAIN_START, Time(1))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, Message("without the laptop"), Time(1))


@witness("Alice's list expires: Bob's new key goes to her phone only, until the list is renewed")
def an_expired_list_makes_a_new_key(run: Run) -> None:
    """Nobody left, and yet the old key would reach a device that may be removed by now."""
    bob_writes_to_a_group.script(run)
    run.do(pass_time, Duration(35))
    run.do(make_sender_key, BOBS_CLIENT, FRIENDS, SECOND)
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, CHAIN_START, Time(35))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, Message("to her phone"), Time(35))
    renewed = listing("the renewed list", 35, 1, 1)
    run.do(refresh, ALICE, renewed, Time(35))
    run.do(accept_list, BOBS_CLIENT, ALICE, renewed, NO_KEY, Time(35))
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, Position(1), Time(35))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, Message("to her laptop again"), Time(35))


@witness("Alice links a tablet, which reads the group from the next message on")
def a_new_companion_reads_from_now_on(run: Run) -> None:
    """It is given the present sender key of Bob, from the second place of the chain on."""
    bob_writes_to_a_group.script(run)
    run.do(pass_time, Duration(1))
    shown = Certificate("the tablet's certificate", LIFE, Time(1), TABLET_INDEX, TABLET)
    with_tablet = listing("the list with the tablet", 1, 2, 1, 2)
    run.do(approve, ALICE, shown, with_tablet, Time(1))
    run.do(adopt, shown, PHONE)
    run.do(countersign, shown, PHONE)
    run.do(accept_list, BOBS_CLIENT, ALICE, with_tablet, NO_KEY, Time(1))
    run.do(accept_device, BOBS_CLIENT, ALICE, TABLET_INDEX, TABLET, shown, NO_KEY)
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, Position(1), Time(1))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, Message("welcome, tablet"), Time(1))


@witness("Not promised: the server adds a member, who reads what is written from then on")
def the_server_adds_a_reader(run: Run) -> None:
    """Nobody signs who is in a group, so Bob has no way to object.

    Once the server says that the stranger left, Bob makes a new key; what was read stays read.
    """
    bob_writes_to_a_group.script(run)
    stranger, strangers_phone = Account("a stranger"), IdentityKey(b"stranger-phone")
    run.do(register, stranger, strangers_phone, LIFE)
    run.do(add_member, BOBS_CLIENT, FRIENDS, stranger)
    run.do(pin_primary, BOBS_CLIENT, stranger, strangers_phone, LIFE, False)
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, Position(1), Time(0))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, Message("read by a stranger"), Time(0))
    run.do(remove_member, BOBS_CLIENT, FRIENDS, stranger)
    run.do(make_sender_key, BOBS_CLIENT, FRIENDS, SECOND)
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, CHAIN_START, Time(0))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, Message("among friends again"), Time(0))
