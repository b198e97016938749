"""Runs of the fan-out that must stay possible, counted in days."""

from __future__ import annotations

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.hints import hear_hint
from mdaudit.spec.device_list.holding import accept_list, pin_primary, set_up
from mdaudit.spec.device_list.owner import approve, register, unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOB,
    BOBS_CLIENT,
    BOBS_PHONE,
    LAPTOP,
    LAPTOP_CERTIFICATE,
    LAPTOP_INDEX,
    LIFE,
    PHONE,
    bob_holds_her_list,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.fanout.resending import send_again
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Duration,
    IdentityKey,
    Index,
    Message,
    Time,
)
from mdaudit.spec.state.signed import Certificate


@witness("A message reaches Alice's phone and her laptop")
def a_message_reaches_both(run: Run) -> None:
    """One copy per device."""
    bob_knows_the_laptop.script(run)
    run.do(send, BOBS_CLIENT, Message("hello"), ALICE, Time(0))


@witness("After its removal the laptop gets nothing, and neither does it after a hint")
def removal_is_followed(run: Run) -> None:
    """The server withholds the newer list for a while; a hint stops the old one from being used."""
    bob_knows_the_laptop.script(run)
    run.do(pass_time, Duration(1))
    alone = listing("the list without the laptop", 1, 1)
    run.do(unlink, ALICE, LAPTOP_INDEX, alone, Time(1))
    run.do(hear_hint, BOBS_CLIENT, ALICE, ALICE, PRIMARY, PHONE, Time(1), Time(1))
    run.do(send, BOBS_CLIENT, Message("still to both"), ALICE, Time(1))
    run.do(pass_time, Duration(2))
    run.do(send, BOBS_CLIENT, Message("to the phone only"), ALICE, Time(3))
    run.do(accept_list, BOBS_CLIENT, ALICE, alone, NO_KEY, Time(3))
    run.do(send, BOBS_CLIENT, Message("with the new list"), ALICE, Time(3))


@witness("A device that was missed gets the message later; another one asks again")
def a_device_is_backfilled(run: Run) -> None:
    """Bob's phone had no session with the laptop yet when the message was sent."""
    bob_holds_her_list.script(run)
    run.do(send, BOBS_CLIENT, Message("hello"), ALICE, Time(0))
    run.do(accept_device, BOBS_CLIENT, ALICE, LAPTOP_INDEX, LAPTOP, LAPTOP_CERTIFICATE, NO_KEY)
    run.do(send_again, BOBS_CLIENT, Message("hello"), ALICE, LAPTOP_INDEX, LAPTOP, Time(0))
    run.do(send_again, BOBS_CLIENT, Message("hello"), ALICE, PRIMARY, PHONE, Time(0))


@witness("One message reaches a phone and four companions of each side")
def one_message_reaches_all_devices(run: Run) -> None:
    """Bob's phone sends one copy to each of Alice's five devices, and to his four companions."""
    run.do(register, ALICE, PHONE, LIFE)
    run.do(register, BOB, BOBS_PHONE, LIFE)
    run.do(set_up, BOBS_CLIENT, BOB, BOBS_PHONE, PRIMARY)
    run.do(pin_primary, BOBS_CLIENT, ALICE, PHONE, LIFE, False)
    run.do(pin_primary, BOBS_CLIENT, BOB, BOBS_PHONE, LIFE, False)
    for account, primary in ((ALICE, PHONE), (BOB, BOBS_PHONE)):
        for index in range(1, 5):
            _bob_learns_of_a_companion(run, account, primary, Index(index))
    run.do(send, BOBS_CLIENT, Message("hello, all of you"), ALICE, run.state.now)


def _bob_learns_of_a_companion(
    run: Run, account: Account, primary: IdentityKey, index: Index
) -> None:
    """A day later the account links its next companion, and Bob's phone follows."""
    run.do(pass_time, Duration(1))
    today = run.state.now
    key = IdentityKey(f"{account}-companion-{index}".encode())
    shown = Certificate(f"{account}'s certificate {index}", LIFE, today, index, key)
    signed = listing(f"{account}'s list {index}", today, index, *range(1, index + 1))
    run.do(approve, account, shown, signed, today)
    run.do(adopt, shown, primary)
    run.do(countersign, shown, primary)
    run.do(accept_list, BOBS_CLIENT, account, signed, NO_KEY, today)
    run.do(accept_device, BOBS_CLIENT, account, index, key, shown, NO_KEY)
