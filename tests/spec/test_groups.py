"""Sender keys: who is left out, what is refused, and what is deleted."""

from __future__ import annotations

from typing import Any

import pytest

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.hints import hear_hint
from mdaudit.spec.device_list.holding import accept_list, confirm_unchanged, pin_primary, set_up
from mdaudit.spec.device_list.owner import register, unlink
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
    a_phone_and_a_laptop,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.fanout.resending import RETRIES, send_again
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.groups.giving import first_place, give_sender_key, make_sender_key
from mdaudit.spec.groups.inbound import forget_sender_keys, receive_sender_key, show_from_group
from mdaudit.spec.groups.membership import add_member, remove_member
from mdaudit.spec.groups.witnesses import (
    ALICES_LAPTOP,
    FIRST,
    FRIENDS,
    HELLO,
    LAPTOPS,
    SECOND,
    TABLET,
    TABLET_INDEX,
    a_group_conversation,
    a_new_companion_reads_from_now_on,
    a_removal_makes_a_new_key,
    an_expired_list_makes_a_new_key,
    bob_writes_to_a_group,
    the_server_adds_a_reader,
)
from mdaudit.spec.groups.writing import send_to_group
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Enforcing, NotPossible, Refused, read_as
from mdaudit.spec.registry import Run, Witness
from mdaudit.spec.sorts import (
    CHAIN_START,
    NO_KEY,
    NOWHERE,
    PRIMARY,
    Duration,
    Group,
    IdentityKey,
    Index,
    Message,
    Position,
    RawId,
    SenderKey,
    Time,
)
from mdaudit.spec.verification.comparing import compare_codes, confirm_change

ALONE = listing("the list without the laptop", 1, 1)
LATER = Message("later")
THE_LAPTOP = (BOBS_CLIENT, FRIENDS, ALICE, LAPTOP_INDEX, LAPTOP, LAPTOPS)


def after(witness: Witness) -> Run:
    return witness.run(IN_DAYS)


def holders(run: Run, chain: SenderKey) -> dict[IdentityKey, Position]:
    rows: dict[Any, Position] = vars(run.state.given_from)["rows"]
    return {key: place for (of, _, _, key), place in rows.items() if of == chain}


def readers(run: Run, message: str) -> set[IdentityKey]:
    return {key for of, _, _, key in vars(run.state.readable)["rows"] if of == message}


def refusal(run: Run, step: Any, *arguments: Any) -> str:
    with pytest.raises(Refused) as refused:
        run.do(step, *arguments)
    return refused.value.rule.id


def the_laptop_is_removed(run: Run) -> None:
    run.do(pass_time, Duration(1))
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))


def test_phone_and_laptop_are_given_the_key_and_read() -> None:
    run = after(bob_writes_to_a_group)
    assert holders(run, FIRST) == {PHONE: CHAIN_START, LAPTOP: CHAIN_START}
    assert readers(run, "hello all") == {PHONE, LAPTOP}
    assert run.state.chain_position(FIRST) == 1


def test_who_is_no_member_is_left_out_by_grp_1() -> None:
    run = after(bob_knows_the_laptop)
    run.do(make_sender_key, BOBS_CLIENT, FRIENDS, FIRST)
    with read_as(reading := Enforcing()):
        run.do(give_sender_key, BOBS_CLIENT, FRIENDS, CHAIN_START, Time(0))
    assert holders(run, FIRST) == {}
    assert {judgement.rule.id for judgement in reading.left_out} == {"GRP-1"}


def test_another_group_is_another_matter() -> None:
    run = after(bob_writes_to_a_group)
    run.do(make_sender_key, BOBS_CLIENT, Group("others"), SECOND)
    run.do(give_sender_key, BOBS_CLIENT, Group("others"), CHAIN_START, Time(0))
    assert holders(run, SECOND) == {}


def test_the_old_key_is_refused_once_a_newer_list_omits_a_holder() -> None:
    run = after(bob_writes_to_a_group)
    the_laptop_is_removed(run)
    run.do(accept_list, BOBS_CLIENT, ALICE, ALONE, NO_KEY, Time(1))
    assert refusal(run, send_to_group, BOBS_CLIENT, FRIENDS, LATER, Time(1)) == "GRP-2"


def test_the_old_key_is_refused_once_the_list_expires() -> None:
    run = after(bob_writes_to_a_group)
    run.do(pass_time, Duration(35))
    assert refusal(run, send_to_group, BOBS_CLIENT, FRIENDS, LATER, Time(35)) == "GRP-2"
    run.do(confirm_unchanged, BOBS_CLIENT, ALICE, Time(35))
    assert refusal(run, send_to_group, BOBS_CLIENT, FRIENDS, LATER, Time(35)) == "GRP-2"


def test_the_old_key_is_refused_once_a_deadline_passed() -> None:
    run = after(bob_writes_to_a_group)
    the_laptop_is_removed(run)
    run.do(hear_hint, BOBS_CLIENT, ALICE, ALICE, PRIMARY, PHONE, Time(1), Time(1))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, Message("in time"), Time(1))
    run.do(pass_time, Duration(2))
    assert refusal(run, send_to_group, BOBS_CLIENT, FRIENDS, LATER, Time(3)) == "GRP-2"


def test_the_old_key_is_refused_once_a_member_left_or_has_another_primary() -> None:
    run = after(bob_writes_to_a_group)
    run.do(remove_member, BOBS_CLIENT, FRIENDS, ALICE)
    assert refusal(run, send_to_group, BOBS_CLIENT, FRIENDS, LATER, Time(0)) == "GRP-2"
    run.do(add_member, BOBS_CLIENT, FRIENDS, ALICE)
    run.do(pin_primary, BOBS_CLIENT, ALICE, IdentityKey(b"another phone"), LIFE, False)
    assert refusal(run, send_to_group, BOBS_CLIENT, FRIENDS, LATER, Time(0)) == "GRP-2"


def test_after_a_removal_the_new_key_goes_to_the_phone_alone() -> None:
    run = after(a_removal_makes_a_new_key)
    assert holders(run, SECOND) == {PHONE: CHAIN_START}
    assert readers(run, "still to both") == {PHONE, LAPTOP}
    assert readers(run, "without the laptop") == {PHONE}


def test_after_expiry_the_laptop_waits_for_the_renewed_list() -> None:
    run = after(an_expired_list_makes_a_new_key)
    assert readers(run, "to her phone") == {PHONE}
    assert readers(run, "to her laptop again") == {PHONE, LAPTOP}
    assert holders(run, SECOND) == {PHONE: CHAIN_START, LAPTOP: Position(1)}


def test_a_new_companion_is_not_given_an_earlier_place() -> None:
    run = after(a_new_companion_reads_from_now_on)
    assert holders(run, FIRST)[TABLET] == 1
    assert readers(run, "hello all") == {PHONE, LAPTOP}
    assert readers(run, "welcome, tablet") == {PHONE, LAPTOP, TABLET}
    for start in (CHAIN_START, Position(1), Position(3)):
        assert refusal(run, give_sender_key, BOBS_CLIENT, FRIENDS, start, Time(1)) == "GRP-4"


@pytest.mark.parametrize(("old", "start", "first"), [(NOWHERE, 3, 3), (1, 3, 1), (3, 1, 1)])
def test_who_is_given_a_chain_again_reads_from_the_earlier_place(
    old: int, start: int, first: int
) -> None:
    assert first_place(Position(old), Position(start)) == first


def test_a_member_that_the_server_added_reads_and_that_is_not_promised() -> None:
    run = after(the_server_adds_a_reader)
    stranger = IdentityKey(b"stranger-phone")
    assert stranger not in readers(run, "hello all")
    assert stranger in readers(run, "read by a stranger")
    assert stranger not in readers(run, "among friends again")


def test_a_sender_key_for_somebody_else_is_refused() -> None:
    run = after(bob_writes_to_a_group)
    session = (BOBS_CLIENT, FRIENDS, ALICE, LAPTOP_INDEX, LAPTOP, LAPTOPS)
    for claim in ((ALICE, PRIMARY, PHONE), (ALICE, PRIMARY, LAPTOP), (BOB, LAPTOP_INDEX, LAPTOP)):
        assert refusal(run, receive_sender_key, *session, *claim) == "GRP-5"
    with pytest.raises(NotPossible, match="over a session"):
        run.do(receive_sender_key, *session[:3], Index(2), LAPTOP, LAPTOPS, ALICE, Index(2), LAPTOP)


def test_nothing_is_shown_of_a_removed_device_deleted_or_not() -> None:
    run = after(a_group_conversation)
    the_laptop_is_removed(run)
    run.do(show_from_group, *THE_LAPTOP, Message("one"), Time(1))
    run.do(accept_list, BOBS_CLIENT, ALICE, ALONE, NO_KEY, Time(1))
    assert refusal(run, show_from_group, *THE_LAPTOP, Message("two"), Time(1)) == "GRP-3"
    run.do(forget_sender_keys, BOBS_CLIENT, FRIENDS)
    with pytest.raises(NotPossible, match="decrypts"):
        run.do(show_from_group, *THE_LAPTOP, Message("two"), Time(1))


def test_nothing_is_shown_of_a_companion_whose_list_expired() -> None:
    run = after(a_group_conversation)
    run.do(pass_time, Duration(35))
    run.do(forget_sender_keys, BOBS_CLIENT, FRIENDS)
    assert run.state.inbound(*THE_LAPTOP)
    assert refusal(run, show_from_group, *THE_LAPTOP, Message("two"), Time(35)) == "DEV-3"


def test_no_sender_key_is_made_twice() -> None:
    run = after(bob_writes_to_a_group)
    with pytest.raises(NotPossible, match="new"):
        run.do(make_sender_key, BOBS_CLIENT, FRIENDS, FIRST)


def test_a_group_message_is_encrypted_again_for_who_could_read_it() -> None:
    run = after(bob_writes_to_a_group)
    again = (send_again, BOBS_CLIENT, HELLO, ALICE, PRIMARY, PHONE, Time(0))
    for times in range(RETRIES):
        assert run.state.resent(HELLO, ALICE, PRIMARY, PHONE) == times
        run.do(*again)
    assert run.state.copied(HELLO, ALICE, PRIMARY, PHONE)
    assert not run.state.copied(HELLO, ALICE, LAPTOP_INDEX, LAPTOP)
    assert refusal(run, *again) == "FAN-6"


def test_who_was_given_the_key_later_gets_no_copy() -> None:
    """The tablet is in the fan-out, and was certified after the message as well."""
    run = after(a_new_companion_reads_from_now_on)
    again = (send_again, BOBS_CLIENT, HELLO, ALICE, TABLET_INDEX, TABLET, Time(1))
    assert refusal(run, *again) == "FAN-6"
    run.do(send_again, BOBS_CLIENT, Message("welcome, tablet"), *again[3:])


def test_who_was_in_no_fan_out_gets_no_copy_however_old_it_is() -> None:
    """The laptop was there, and its account is a member; the key went to the phone alone."""
    run = after(an_expired_list_makes_a_new_key)
    alone = Message("to her phone")
    again = (ALICE, LAPTOP_INDEX, LAPTOP, Time(35))
    assert refusal(run, send_again, BOBS_CLIENT, alone, *again) == "FAN-6"


def test_a_group_message_does_not_follow_the_pin() -> None:
    run = after(bob_writes_to_a_group)
    mallory = IdentityKey(b"mallory")
    run.do(pin_primary, BOBS_CLIENT, ALICE, mallory, LIFE, False)
    again = (ALICE, PRIMARY, mallory, Time(0))
    assert refusal(run, send_again, BOBS_CLIENT, HELLO, *again) == "FAN-6"


def test_a_group_message_is_no_message_to_an_account() -> None:
    run = after(bob_writes_to_a_group)
    with pytest.raises(NotPossible, match="the message is new"):
        run.do(send, BOBS_CLIENT, HELLO, ALICE, Time(0))


def test_a_removed_companion_writes_to_no_group() -> None:
    run = after(a_phone_and_a_laptop)
    run.do(set_up, ALICES_LAPTOP, ALICE, LAPTOP, LAPTOP_INDEX)
    run.do(pin_primary, ALICES_LAPTOP, ALICE, PHONE, LIFE, False)
    run.do(accept_list, ALICES_LAPTOP, ALICE, WITH_LAPTOP, NO_KEY, Time(0))
    run.do(make_sender_key, ALICES_LAPTOP, FRIENDS, LAPTOPS)
    run.do(send_to_group, ALICES_LAPTOP, FRIENDS, HELLO, Time(0))
    the_laptop_is_removed(run)
    run.do(accept_list, ALICES_LAPTOP, ALICE, ALONE, NO_KEY, Time(1))
    assert refusal(run, send_to_group, ALICES_LAPTOP, FRIENDS, LATER, Time(1)) == "VER-5"


def test_a_companion_without_its_own_list_shows_nothing() -> None:
    run = after(bob_writes_to_a_group)
    run.do(set_up, ALICES_LAPTOP, ALICE, LAPTOP, LAPTOP_INDEX)
    run.do(pin_primary, ALICES_LAPTOP, BOB, BOBS_PHONE, LIFE, False)
    bobs = (ALICES_LAPTOP, FRIENDS, BOB, PRIMARY, BOBS_PHONE, FIRST)
    run.do(receive_sender_key, *bobs, BOB, PRIMARY, BOBS_PHONE)
    assert refusal(run, show_from_group, *bobs, HELLO, Time(0)) == "FAN-2"


def test_a_changed_identity_reads_no_group_until_the_user_confirms() -> None:
    run = after(bob_writes_to_a_group)
    new_phone = IdentityKey(b"alice-new-phone")
    run.do(compare_codes, BOBS_CLIENT, ALICE)
    run.do(register, ALICE, new_phone, RawId(2))
    run.do(pin_primary, BOBS_CLIENT, ALICE, new_phone, RawId(2), False)
    run.do(make_sender_key, BOBS_CLIENT, FRIENDS, SECOND)
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, CHAIN_START, Time(0))
    assert holders(run, SECOND) == {}
    run.do(confirm_change, BOBS_CLIENT, ALICE)
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, CHAIN_START, Time(0))
    assert holders(run, SECOND) == {new_phone: CHAIN_START}


def test_a_group_message_is_shown_once() -> None:
    run = after(a_group_conversation)
    again = (show_from_group, *THE_LAPTOP, Message("hello Bob"), Time(0))
    assert refusal(run, *again) == "RCV-3"
