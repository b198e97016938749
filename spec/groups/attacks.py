"""What happens in groups without one of the rules, as scripts, counted in days."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.hints import hear_hint
from mdaudit.spec.device_list.holding import accept_list, accept_new_life, pin_primary
from mdaudit.spec.device_list.owner import approve, begin_life, unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOBS_CLIENT,
    LAPTOP,
    LAPTOP_INDEX,
    LIFE,
    PHONE,
    listing,
)
from mdaudit.spec.fanout.resending import send_again
from mdaudit.spec.groups.giving import give_sender_key, make_sender_key
from mdaudit.spec.groups.inbound import receive_sender_key, show_from_group
from mdaudit.spec.groups.witnesses import (
    FRIENDS,
    HELLO,
    LAPTOPS,
    SECOND,
    TABLET,
    TABLET_INDEX,
    a_group_conversation,
    a_new_companion_reads_from_now_on,
    bob_writes_to_a_group,
)
from mdaudit.spec.groups.writing import send_to_group
from mdaudit.spec.registry import Run, attack
from mdaudit.spec.sorts import (
    CHAIN_START,
    NO_KEY,
    PRIMARY,
    Account,
    Duration,
    IdentityKey,
    Message,
    RawId,
    SenderKey,
    Time,
)
from mdaudit.spec.state.signed import Certificate

THE_LAPTOP: Final = (BOBS_CLIENT, FRIENDS, ALICE, LAPTOP_INDEX, LAPTOP, LAPTOPS)


@attack("GRP-1", promise="6b", scene=bob_writes_to_a_group)
def a_removed_laptop_gets_the_next_key(run: Run) -> None:
    """Bob has a session with the laptop still, and gives it his new key long after its removal."""
    run.do(pass_time, Duration(1))
    run.do(unlink, ALICE, LAPTOP_INDEX, listing("the list without the laptop", 1, 1), Time(1))
    run.do(pass_time, Duration(35))
    run.do(make_sender_key, BOBS_CLIENT, FRIENDS, SECOND)
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, CHAIN_START, Time(36))


@attack("GRP-2", promise="10", scene=bob_writes_to_a_group)
def the_old_key_outlives_the_list(run: Run) -> None:
    """Nobody left. Alice's list expires, and the old key still reaches her laptop."""
    run.do(pass_time, Duration(35))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, Message("a message under the old key"), Time(35))


@attack("GRP-2", promise="6b", scene=bob_writes_to_a_group)
def a_removed_laptop_reads_the_group(run: Run) -> None:
    """The laptop was given Bob's key before its removal, and Bob never makes another one."""
    run.do(pass_time, Duration(1))
    run.do(unlink, ALICE, LAPTOP_INDEX, listing("the list without the laptop", 1, 1), Time(1))
    run.do(pass_time, Duration(35))
    run.do(
        send_to_group, BOBS_CLIENT, FRIENDS, Message("a message that the laptop reads"), Time(36)
    )


@attack("GRP-2:new-key-only-when-somebody-left", promise="10", scene=bob_writes_to_a_group)
def expiry_is_not_leaving(run: Run) -> None:
    """A sender that makes a new key only when somebody was seen to leave uses the old one on."""
    the_old_key_outlives_the_list.script(run)


@attack("GRP-2:new-key-only-when-somebody-left", promise="7b", scene=bob_writes_to_a_group)
def a_hint_is_not_leaving(run: Run) -> None:
    """The server withholds the list that Bob is told of; nobody was seen to leave."""
    run.do(pass_time, Duration(1))
    alone = listing("the list without the laptop", 1, 1)
    run.do(unlink, ALICE, LAPTOP_INDEX, alone, Time(1))
    run.do(hear_hint, BOBS_CLIENT, ALICE, ALICE, PRIMARY, PHONE, Time(1), Time(1))
    run.do(pass_time, Duration(2))
    run.do(send_to_group, BOBS_CLIENT, FRIENDS, Message("a message after the deadline"), Time(3))


@attack("GRP-3", promise="10c", scene=a_group_conversation)
def a_removed_laptop_speaks_as_the_tablet(run: Run) -> None:
    """In Alice's next life her tablet has the laptop's old index, and Bob kept the laptop's key."""
    run.do(pass_time, Duration(1))
    life = RawId(2)
    empty = listing("the first list of the second life", 1, 0, life=life)
    run.do(begin_life, ALICE, life, empty, Time(1))
    run.do(accept_new_life, BOBS_CLIENT, ALICE, empty, NO_KEY, Time(1))
    run.do(pass_time, Duration(1))
    shown = Certificate("the tablet's certificate", life, Time(2), LAPTOP_INDEX, TABLET)
    with_tablet = listing("the list with the tablet", 2, 1, 1, life=life)
    run.do(approve, ALICE, shown, with_tablet, Time(2))
    run.do(accept_list, BOBS_CLIENT, ALICE, with_tablet, NO_KEY, Time(2))
    run.do(show_from_group, *THE_LAPTOP, Message("once more"), Time(2))


@attack("GRP-3", "DEV-3", promise="10c", scene=a_group_conversation)
def a_removed_laptop_speaks_on(run: Run) -> None:
    """Bob holds the newer list, and neither deleted the laptop's sender key nor looks it up."""
    run.do(pass_time, Duration(1))
    alone = listing("the list without the laptop", 1, 1)
    run.do(unlink, ALICE, LAPTOP_INDEX, alone, Time(1))
    run.do(accept_list, BOBS_CLIENT, ALICE, alone, NO_KEY, Time(1))
    run.do(show_from_group, *THE_LAPTOP, Message("still here"), Time(1))


@attack("FAN-6", promise="10b", scene=a_new_companion_reads_from_now_on)
def a_new_companion_asks_for_the_past(run: Run) -> None:
    """The server asks, in the tablet's name, for a message of before the tablet was linked."""
    run.do(send_again, BOBS_CLIENT, HELLO, ALICE, TABLET_INDEX, TABLET, Time(1))


@attack("RCV-3", promise="20", scene=a_group_conversation)
def a_group_message_comes_both_ways(run: Run) -> None:
    """It was encrypted again for one device, and then the sender key comes after all."""
    run.do(show_from_group, *THE_LAPTOP, Message("hello Bob"), Time(0))


@attack("GRP-4", promise="10b", scene=a_new_companion_reads_from_now_on)
def a_new_companion_reads_the_past(run: Run) -> None:
    """Bob gives the chain from its start again, and the tablet reads what came before it."""
    run.do(give_sender_key, BOBS_CLIENT, FRIENDS, CHAIN_START, Time(1))


@attack("GRP-5", promise="10c", scene=bob_writes_to_a_group)
def a_stranger_speaks_as_alice(run: Run) -> None:
    """The stranger's own session brings a sender key, and says that it is Alice's."""
    stranger, phone = Account("a stranger"), IdentityKey(b"stranger-phone")
    chain = SenderKey(b"the stranger's sender key")
    run.do(pin_primary, BOBS_CLIENT, stranger, phone, LIFE, False)
    session = (BOBS_CLIENT, FRIENDS, stranger, PRIMARY, phone)
    run.do(receive_sender_key, *session, chain, ALICE, PRIMARY, PHONE)
    as_the_phones = (BOBS_CLIENT, FRIENDS, ALICE, PRIMARY, PHONE, chain)
    run.do(show_from_group, *as_the_phones, Message("not the phone's"), Time(0))
