"""Runs of receiving that must stay possible, counted in days."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import corrupt
from mdaudit.spec.device_list.holding import accept_list, pin_primary, set_up
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
)
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.receiving.showing import show, show_own, write_as
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Client, Message, Time

ALICES_LAPTOP_CLIENT: Final = Client("alice's laptop")
ALICES_PHONE_CLIENT: Final = Client("alice's phone")


@witness("Alice's laptop can write to Bob")
def alices_laptop_is_ready(run: Run) -> None:
    """Her laptop follows her phone, holds her list, and knows Bob's phone."""
    bob_knows_the_laptop.script(run)
    run.do(set_up, ALICES_LAPTOP_CLIENT, ALICE, LAPTOP, LAPTOP_INDEX)
    run.do(pin_primary, ALICES_LAPTOP_CLIENT, ALICE, PHONE, LIFE, False)
    run.do(accept_list, ALICES_LAPTOP_CLIENT, ALICE, WITH_LAPTOP, NO_KEY, Time(0))
    run.do(pin_primary, ALICES_LAPTOP_CLIENT, BOB, BOBS_PHONE, LIFE, False)


@witness("Alice writes on her laptop; Bob's phone shows it as hers", scene_for=("receiving",))
def a_message_is_shown(run: Run) -> None:
    """The session is of a device that her list names."""
    alices_laptop_is_ready.script(run)
    run.do(send, ALICES_LAPTOP_CLIENT, Message("from the laptop"), BOB, Time(0))
    run.do(
        show,
        BOBS_CLIENT,
        ALICE,
        ALICE,
        LAPTOP_INDEX,
        LAPTOP,
        Message("from the laptop"),
        Time(0),
    )


@witness("Alice writes on her phone; her laptop shows the copy as her own")
def an_own_copy_is_shown(run: Run) -> None:
    """A device-sent copy: the wrapper says to whom it went."""
    alices_laptop_is_ready.script(run)
    words = Message("from the phone")
    run.do(set_up, ALICES_PHONE_CLIENT, ALICE, PHONE, PRIMARY)
    run.do(pin_primary, ALICES_PHONE_CLIENT, BOB, BOBS_PHONE, LIFE, False)
    run.do(send, ALICES_PHONE_CLIENT, words, BOB, Time(0))
    run.do(show_own, ALICES_LAPTOP_CLIENT, ALICE, PRIMARY, PHONE, words, BOB, Time(0))


@witness("A corrupt laptop writes what the adversary wants, and that is shown as the laptop's")
def a_corrupt_device_speaks(run: Run) -> None:
    """No promise protects from a device whose keys were taken; removing it does."""
    bob_knows_the_laptop.script(run)
    words = Message("not from Alice")
    run.do(corrupt, LAPTOP)
    run.do(write_as, LAPTOP, words, BOB)
    run.do(show, BOBS_CLIENT, ALICE, ALICE, LAPTOP_INDEX, LAPTOP, words, Time(0))
