"""Runs of the fan-out that must stay possible, counted in days."""

from __future__ import annotations

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.hints import hear_hint
from mdaudit.spec.device_list.holding import accept_list
from mdaudit.spec.device_list.owner import unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOBS_CLIENT,
    LAPTOP_INDEX,
    PHONE,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Duration, Message, Time


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
