"""A removal is shown as done when peers can learn of it, and not before."""

from __future__ import annotations

import pytest

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.owner import refresh, unlink
from mdaudit.spec.device_list.witnesses import ALICE, LAPTOP_INDEX, LIFE, PHONE, listing
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Run
from mdaudit.spec.revocation.removal import (
    ask_removal,
    hand_over,
    hear_log_out,
    restart_primary,
    show_removal,
)
from mdaudit.spec.revocation.witnesses import ALONE, alice_asks
from mdaudit.spec.sorts import Duration, Index, Time


@pytest.fixture
def run() -> Run:
    return alice_asks.run(IN_DAYS)


def test_a_removal_is_shown_once_its_list_was_handed_over(run: Run) -> None:
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))
    run.do(hand_over, ALICE)
    run.do(show_removal, ALICE, LAPTOP_INDEX)
    assert run.state.shown_gone_by(PHONE, LIFE, LAPTOP_INDEX) == ALONE
    assert not run.state.wanted_gone(PHONE, LIFE, LAPTOP_INDEX)


def test_a_removal_that_is_not_signed_is_not_shown(run: Run) -> None:
    run.do(hand_over, ALICE)
    with pytest.raises(Refused, match="REV-2"):
        run.do(show_removal, ALICE, LAPTOP_INDEX)


def test_a_removal_that_is_not_published_is_not_shown(run: Run) -> None:
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))
    with pytest.raises(Refused, match="REV-2"):
        run.do(show_removal, ALICE, LAPTOP_INDEX)


def test_after_a_crash_the_list_is_handed_over_again(run: Run) -> None:
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))
    run.do(hand_over, ALICE)
    run.do(restart_primary, ALICE, False)
    assert run.state.wanted_gone(PHONE, LIFE, LAPTOP_INDEX)
    with pytest.raises(Refused, match="REV-2"):
        run.do(show_removal, ALICE, LAPTOP_INDEX)
    run.do(hand_over, ALICE)
    run.do(show_removal, ALICE, LAPTOP_INDEX)


def test_no_crash_loses_a_wish(run: Run) -> None:
    with pytest.raises(NotPossible, match="durable"):
        run.do(restart_primary, ALICE, True)


def test_the_newest_list_counts_and_not_the_one_of_the_removal(run: Run) -> None:
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))
    run.do(hand_over, ALICE)
    run.do(pass_time, Duration(1))
    run.do(refresh, ALICE, listing("a newer list", 2, 1), Time(2))
    with pytest.raises(Refused, match="REV-2"):
        run.do(show_removal, ALICE, LAPTOP_INDEX)


def test_only_a_linked_companion_can_go(run: Run) -> None:
    for step in (ask_removal, hear_log_out):
        with pytest.raises(NotPossible, match="linked"):
            run.do(step, ALICE, Index(2))
