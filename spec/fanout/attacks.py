"""What a server gets by asking for a message again."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.holding import accept_list, pin_primary
from mdaudit.spec.device_list.owner import approve
from mdaudit.spec.device_list.witnesses import ALICE, BOBS_CLIENT, LIFE, PHONE, listing
from mdaudit.spec.fanout.resending import send_again
from mdaudit.spec.fanout.witnesses import a_message_reaches_both
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.registry import Run, attack
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Duration, IdentityKey, Index, Message, Time
from mdaudit.spec.state.signed import Certificate

OLD: Final = Message("hello")
TABLET: Final = IdentityKey(b"alice-tablet")


def a_tablet_gets_the_old_message(run: Run) -> None:
    """Alice links a tablet five days later, and the server asks for the old message in its name."""
    shown = Certificate("the tablet's certificate", LIFE, Time(5), Index(2), TABLET)
    listed = listing("the list with the tablet", 5, 2, 1, 2)
    run.do(pass_time, Duration(5))
    run.do(approve, ALICE, shown, listed, Time(5))
    run.do(adopt, shown, PHONE)
    run.do(countersign, shown, PHONE)
    run.do(accept_list, BOBS_CLIENT, ALICE, listed, NO_KEY, Time(5))
    run.do(accept_device, BOBS_CLIENT, ALICE, Index(2), TABLET, shown, NO_KEY)
    run.do(send_again, BOBS_CLIENT, OLD, ALICE, Index(2), TABLET, Time(5))


@attack("FAN-6", promise="18", scene=a_message_reaches_both)
def an_old_message_reaches_a_new_device(run: Run) -> None:
    """Nothing holds old messages back from devices that came later."""
    a_tablet_gets_the_old_message(run)


@attack("FAN-6:any-present-device", promise="18", scene=a_message_reaches_both)
def an_old_message_is_backfilled(run: Run) -> None:
    """The account is right, the device is listed, and it was not there."""
    a_tablet_gets_the_old_message(run)


@attack("FAN-6", promise="18b", scene=a_message_reaches_both)
def an_old_message_follows_the_pin(run: Run) -> None:
    """The server shows another identity for Alice, and asks for the message again."""
    mallory = IdentityKey(b"mallory")
    run.do(pin_primary, BOBS_CLIENT, ALICE, mallory, LIFE, False)
    run.do(send_again, BOBS_CLIENT, OLD, ALICE, PRIMARY, mallory, Time(0))
