"""Whose word of a newer list counts, and which refusals are word of one."""

from typing import Any

import pytest

from mdaudit.spec.adversary import corrupt, forge_certificate, forge_consent, pass_time
from mdaudit.spec.device_list.devices import accept_device, park
from mdaudit.spec.device_list.hints import hear_hint, refuse_list
from mdaudit.spec.device_list.holding import accept_list
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
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Refused
from mdaudit.spec.registry import Run
from mdaudit.spec.sorts import NEVER, NO_KEY, PRIMARY, Duration, IdentityKey, Index, Time
from mdaudit.spec.state.signed import Certificate, SignedList

ALONE = listing("the list without the laptop", 1, 1)
TABLET, TABLET_INDEX = IdentityKey(b"alice-tablet"), Index(2)


@pytest.fixture
def run() -> Run:
    """Return Alice with her laptop, both known to Bob, one day later."""
    run = bob_knows_the_laptop.run(IN_DAYS)
    run.do(pass_time, Duration(1))
    return run


def refusal(run: Run, step: Any, *arguments: Any) -> str:
    with pytest.raises(Refused) as refused:
        run.do(step, *arguments)
    return refused.value.rule.id


def test_a_removed_device_has_no_say_any_more(run: Run) -> None:
    word = (BOBS_CLIENT, ALICE, ALICE, LAPTOP_INDEX, LAPTOP, Time(1), Time(1))
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))
    run.do(hear_hint, *word)
    run.do(accept_list, BOBS_CLIENT, ALICE, ALONE, NO_KEY, Time(1))
    assert run.state.deadline(BOBS_CLIENT, ALICE) == NEVER
    assert refusal(run, hear_hint, *word) == "ICDC-2"


def test_the_primary_needs_no_list_to_be_heard(run: Run) -> None:
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))
    run.do(hear_hint, BOBS_CLIENT, ALICE, ALICE, PRIMARY, PHONE, Time(1), Time(1))
    assert run.state.deadline(BOBS_CLIENT, ALICE) == 3


def test_a_hosted_list_that_is_refused_is_word_of_a_newer_one(run: Run) -> None:
    hosted = SignedList("a hosted list", LIFE, Time(1), Index(1), frozenset(), list_is_hosted=True)
    run.do(unlink, ALICE, LAPTOP_INDEX, hosted, Time(1))
    assert refusal(run, accept_list, BOBS_CLIENT, ALICE, hosted, NO_KEY, Time(1)) == "DEV-6"
    run.do(refuse_list, BOBS_CLIENT, ALICE, hosted, Time(1))
    assert run.state.deadline(BOBS_CLIENT, ALICE) == 3


def test_a_certificate_is_word_of_a_list_unless_it_is_from_the_future(run: Run) -> None:
    tablet = (BOBS_CLIENT, ALICE, TABLET_INDEX, TABLET)
    run.do(corrupt, PHONE)
    run.do(corrupt, TABLET)
    for day in (1, 9):
        shown = Certificate("the tablet's certificate", LIFE, Time(day), TABLET_INDEX, TABLET)
        run.do(forge_certificate, PHONE, shown)
        run.do(forge_consent, shown, PHONE)
        run.do(accept_device, *tablet, shown, NO_KEY)
        if day == 1:
            run.do(park, *tablet, Time(1))
    assert refusal(run, park, *tablet, Time(1)) == "ICDC-2"
    assert run.state.required_time(BOBS_CLIENT, ALICE) == 1
