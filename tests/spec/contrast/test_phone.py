"""The old architecture needs its phone; the new one does not."""

import pytest

from mdaudit.checks.attack import broken
from mdaudit.spec.contrast.phone import send_for_session, show_in_session, switch
from mdaudit.spec.contrast.witnesses import (
    LAPTOPS_CLIENT,
    SESSION,
    a_companion_sends_while_the_phone_is_off,
    a_session_waits_for_its_phone,
)
from mdaudit.spec.device_list.witnesses import BOB, BOBS_PHONE, PHONE
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Enforcing, NotPossible, read_as
from mdaudit.spec.registry import PROMISES, Actor, Run
from mdaudit.spec.sorts import PRIMARY, Message, Truth

MESSAGE = Message("written on the train")


class Lenient(Enforcing):
    """A reading in which even the impossible happens."""

    def assume(self, condition: Truth, what: str) -> None:
        """Suppose nothing."""


def before_the_phone_is_back() -> Run:
    """The message was written, and the phone is off."""
    return Run(a_session_waits_for_its_phone.run(IN_DAYS).states[4])


def test_a_session_cannot_send_while_its_phone_is_off() -> None:
    with pytest.raises(NotPossible, match="the phone is on"):
        before_the_phone_is_back().do(send_for_session, PHONE, SESSION, MESSAGE)


def test_a_session_shows_only_what_its_phone_holds() -> None:
    run = before_the_phone_is_back()
    run.do(switch, PHONE, True)
    with pytest.raises(NotPossible, match="holds the message"):
        run.do(show_in_session, PHONE, SESSION, MESSAGE)


@pytest.mark.parametrize("step", [send_for_session, show_in_session])
def test_were_it_possible_the_promise_would_break(step: object) -> None:
    run = before_the_phone_is_back()
    with read_as(Lenient()):
        run.do(step, PHONE, SESSION, MESSAGE)  # type: ignore[arg-type]
    assert broken(PROMISES["21"], run)


def test_a_companion_sends_after_its_phone_took_the_last_step() -> None:
    run = a_companion_sends_while_the_phone_is_off.run(IN_DAYS)
    last = max(
        number
        for number, move in enumerate(run.moves)
        if move.step.by is Actor.PRIMARY and "alice" in move.arguments
    )
    assert [move.step.name for move in run.moves[last + 1 :]].count("send") == 1
    message = Message("from the laptop")
    assert run.state.sender(message) == LAPTOPS_CLIENT
    assert run.state.copied(message, BOB, PRIMARY, BOBS_PHONE) is True
