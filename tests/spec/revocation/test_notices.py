"""A notice makes a client ask, and a list makes it act."""

from __future__ import annotations

from dataclasses import fields

import pytest

from mdaudit.spec.device_list.holding import accept_list
from mdaudit.spec.device_list.owner import unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOBS_CLIENT,
    LAPTOP,
    LAPTOP_INDEX,
    PHONE,
    WITH_LAPTOP,
)
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Run
from mdaudit.spec.revocation.notices import (
    connection_is_of_a_listed_device,
    end_session,
    notice_removal,
)
from mdaudit.spec.revocation.witnesses import ALONE, alice_asks
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Time


@pytest.fixture
def run() -> Run:
    return alice_asks.run(IN_DAYS)


def test_a_notice_changes_nothing_but_the_wish_to_ask(run: Run) -> None:
    run.do(notice_removal, BOBS_CLIENT, ALICE)
    before, after = run.states[-2:]
    changed = {f.name for f in fields(after) if getattr(before, f.name) != getattr(after, f.name)}
    assert changed == {"query_wanted"}
    assert after.query_wanted(BOBS_CLIENT, ALICE)


def test_a_session_ends_when_the_held_list_does_not_name_the_device(run: Run) -> None:
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))
    with pytest.raises(Refused, match="REV-1"):
        run.do(end_session, BOBS_CLIENT, ALICE, LAPTOP_INDEX, LAPTOP)
    run.do(accept_list, BOBS_CLIENT, ALICE, ALONE, NO_KEY, Time(1))
    run.do(end_session, BOBS_CLIENT, ALICE, LAPTOP_INDEX, LAPTOP)
    assert not run.state.knows(BOBS_CLIENT, ALICE, LAPTOP_INDEX, LAPTOP)
    assert run.state.key_at(BOBS_CLIENT, ALICE, LAPTOP_INDEX) == LAPTOP


def test_the_session_with_the_primary_stays(run: Run) -> None:
    with pytest.raises(NotPossible, match="primary stays"):
        run.do(end_session, BOBS_CLIENT, ALICE, PRIMARY, PHONE)


def test_an_honest_server_lets_listed_devices_connect() -> None:
    assert connection_is_of_a_listed_device(WITH_LAPTOP, LAPTOP_INDEX)
    assert connection_is_of_a_listed_device(ALONE, PRIMARY)
    assert not connection_is_of_a_listed_device(ALONE, LAPTOP_INDEX)
