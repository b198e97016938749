"""What a companion can do while the phone is off, in both architectures.

That the phone is off means here that it takes no step.
"""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.contrast.phone import (
    PhoneCentred,
    mirror,
    send_for_session,
    show_in_session,
    switch,
    write,
)
from mdaudit.spec.device_list.holding import accept_list, pin_primary, set_up
from mdaudit.spec.device_list.owner import register
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOB,
    BOBS_PHONE,
    LAPTOP,
    LAPTOP_INDEX,
    LIFE,
    PHONE,
    WITH_LAPTOP,
    a_phone_and_a_laptop,
)
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.sorts import NO_KEY, Client, Duration, Message, Time

SESSION: Final = Client("alice's session")
LAPTOPS_CLIENT: Final = Client("alice's laptop")


@witness("In the old architecture, a message waits until the phone is on", system=PhoneCentred)
def a_session_waits_for_its_phone(run: Run) -> None:
    """The owner writes while the phone is off; only when it is back does the message leave."""
    message = Message("written on the train")
    run.do(switch, PHONE, True)
    run.do(mirror, SESSION, PHONE)
    run.do(switch, PHONE, False)
    run.do(write, SESSION, message)
    run.do(switch, PHONE, True)
    run.do(send_for_session, PHONE, SESSION, message)
    run.do(show_in_session, PHONE, SESSION, message)


@witness("With devices of their own, a companion sends while the phone is off")
def a_companion_sends_while_the_phone_is_off(run: Run) -> None:
    """After linking, no step is the phone's.

    The laptop holds the account's list, meets Bob, and a month later it still sends: to Bob, and a
    copy to its own phone for when that is back.
    """
    a_phone_and_a_laptop.script(run)
    run.do(register, BOB, BOBS_PHONE, LIFE)
    run.do(set_up, LAPTOPS_CLIENT, ALICE, LAPTOP, LAPTOP_INDEX)
    run.do(pin_primary, LAPTOPS_CLIENT, ALICE, PHONE, LIFE, False)
    run.do(accept_list, LAPTOPS_CLIENT, ALICE, WITH_LAPTOP, NO_KEY, Time(0))
    run.do(pin_primary, LAPTOPS_CLIENT, BOB, BOBS_PHONE, LIFE, False)
    run.do(pass_time, Duration(30))
    run.do(send, LAPTOPS_CLIENT, Message("from the laptop"), BOB, Time(30))
