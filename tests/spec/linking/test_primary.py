"""What a primary shows, and how many companions it links."""

import pytest

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.owner import approve, begin_life, unlink
from mdaudit.spec.device_list.witnesses import ALICE, BOB, LAPTOP_CERTIFICATE, LIFE, PHONE, listing
from mdaudit.spec.linking.primary import few_enough, show_as_linked
from mdaudit.spec.linking.witnesses import a_laptop_was_approved, alice_has_a_phone
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Run
from mdaudit.spec.sorts import Count, Duration, IdentityKey, Index, RawId, Time
from mdaudit.spec.state.signed import Certificate


def link(run: Run, number: int) -> None:
    """Approve the companion of this number, on the day of this number."""
    run.do(pass_time, Duration(1))
    shown = Certificate(
        f"certificate {number}", LIFE, Time(number), Index(number), IdentityKey(b"%d" % number)
    )
    named = [index for _, _, index in run.state.linked.rows]
    signed = listing(f"list {number}", number, number, *named, number)
    run.do(approve, ALICE, shown, signed, Time(number))


def phone_with(companions: int) -> Run:
    run = alice_has_a_phone.run(IN_DAYS)
    for number in range(1, companions + 1):
        link(run, number)
    return run


def test_a_device_that_did_not_sign_back_is_not_shown() -> None:
    run = a_laptop_was_approved.run(IN_DAYS)
    with pytest.raises(Refused, match="LINK-4"):
        run.do(show_as_linked, ALICE, LAPTOP_CERTIFICATE)


def test_a_primary_shows_only_what_it_issued() -> None:
    run = a_laptop_was_approved.run(IN_DAYS)
    with pytest.raises(NotPossible, match="issued"):
        run.do(show_as_linked, BOB, LAPTOP_CERTIFICATE)


@pytest.mark.parametrize(("companions", "answer"), [(0, True), (4, True), (5, False)])
def test_four_are_few_enough(companions: int, *, answer: bool) -> None:
    assert few_enough(Count(companions)) is answer


def test_a_fifth_companion_is_refused_until_one_is_removed() -> None:
    run = phone_with(4)
    with pytest.raises(Refused, match="LINK-5"):
        link(run, 5)
    run.do(unlink, ALICE, Index(1), listing("list 5", 5, 4, 2, 3, 4), Time(5))
    assert run.state.companions(PHONE, LIFE) == 3


def test_a_new_life_begins_with_no_companions() -> None:
    run = phone_with(2)
    run.do(pass_time, Duration(1))
    second = RawId(2)
    run.do(begin_life, ALICE, second, listing("first of life 2", 3, 0, life=second), Time(3))
    assert run.state.companions(PHONE, LIFE) == 0
    assert run.state.companions(PHONE, second) == 0
