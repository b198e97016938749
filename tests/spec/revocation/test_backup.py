"""What a restored primary does: it starts over."""

from __future__ import annotations

import pytest

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.witnesses import ALICE, LAPTOP_INDEX, LIFE, PHONE, listing
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Enforcing, NotPossible, Refused, Weakening, read_as
from mdaudit.spec.registry import Run
from mdaudit.spec.revocation.backup import restore_backup
from mdaudit.spec.revocation.witnesses import a_removal_survives_a_crash, the_laptop_logs_out
from mdaudit.spec.sorts import PRIMARY, Duration, RawId, Time

SECOND = RawId(2)
BACK = listing("the list after the backup", 2, 1, 1)


@pytest.fixture
def run() -> Run:
    made = a_removal_survives_a_crash.run(IN_DAYS)
    made.do(pass_time, Duration(1))
    return made


def test_a_restored_primary_begins_a_life_without_companions(run: Run) -> None:
    first = listing("the first list", 2, 0, life=SECOND)
    run.do(restore_backup, ALICE, SECOND, first, Time(2))
    assert run.state.life_of(PHONE) == SECOND
    assert run.state.linked.rows == {}
    assert run.state.high_water(PHONE, SECOND) == PRIMARY
    assert run.state.newest(PHONE) == first


def test_the_life_in_the_backup_does_not_go_on(run: Run) -> None:
    with pytest.raises(Refused, match="OWN-3"):
        run.do(restore_backup, ALICE, LIFE, BACK, Time(2))


def test_without_the_rule_the_backup_is_what_the_primary_knows(run: Run) -> None:
    assert not run.state.linked(PHONE, LIFE, LAPTOP_INDEX)
    with read_as(Enforcing(Weakening.parse(["OWN-3"]))):
        run.do(restore_backup, ALICE, LIFE, BACK, Time(2))
    assert run.state.linked(PHONE, LIFE, LAPTOP_INDEX)


def test_no_life_begins_twice(run: Run) -> None:
    run.do(restore_backup, ALICE, SECOND, listing("the first list", 2, 0, life=SECOND), Time(2))
    run.do(pass_time, Duration(1))
    with pytest.raises(NotPossible, match="backup"):
        run.do(restore_backup, ALICE, LIFE, listing("another list", 3, 0), Time(3))


def test_without_a_backup_nothing_is_restored() -> None:
    made = the_laptop_logs_out.run(IN_DAYS)
    with pytest.raises(NotPossible, match="backup"):
        made.do(restore_backup, ALICE, SECOND, BACK, Time(2))
