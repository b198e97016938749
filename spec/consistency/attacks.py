"""What goes unnoticed, or on, where a rule about consistency is missing."""

from __future__ import annotations

from mdaudit.spec.adversary import corrupt, pass_time
from mdaudit.spec.consistency.alone import hear_alone
from mdaudit.spec.consistency.views import forge_view, hear_view
from mdaudit.spec.consistency.witnesses import TWIN
from mdaudit.spec.device_list.owner import unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOBS_CLIENT,
    LAPTOP,
    LAPTOP_INDEX,
    LIFE,
    PHONE,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.registry import Run, attack
from mdaudit.spec.sorts import Duration, Message, Time


@attack("ICDC-3", promise="4d", scene=bob_knows_the_laptop)
def two_views_go_unnoticed(run: Run) -> None:
    """A device names another key for the laptop's index, and nobody looks."""
    run.do(corrupt, LAPTOP)
    run.do(forge_view, LAPTOP, PHONE, LIFE, LAPTOP_INDEX, TWIN)
    run.do(hear_view, BOBS_CLIENT, ALICE, LAPTOP, LAPTOP_INDEX, TWIN)


@attack("ICDC-5", promise="7c", scene=bob_knows_the_laptop)
def the_companions_are_served_on(run: Run) -> None:
    """Alice's phone says that it is alone, and her laptop still gets a copy."""
    run.do(pass_time, Duration(1))
    run.do(unlink, ALICE, LAPTOP_INDEX, listing("the list without the laptop", 1, 1), Time(1))
    run.do(hear_alone, BOBS_CLIENT, ALICE, Time(1), Time(1))
    run.do(send, BOBS_CLIENT, Message("a secret"), ALICE, Time(1))
