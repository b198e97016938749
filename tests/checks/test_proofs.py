"""Every promise is proved, nothing else counts as proved, and every proof can break."""

import pytest

from mdaudit.checks.obligations import BEGINNING, cases
from mdaudit.checks.proofs import Group, Outcome, prove, record, selected
from mdaudit.checks.z3_api import Answer
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import LEMMAS, PROMISES, STEPS, Lemma, Promise

ENOUGH = 400_000
"""The solver's effort for questions whose answer is expected not to be a proof."""

OPENED = {
    "LIST-1": "3",
    "LIST-3": "4a",
    "LIST-4": "4a",
    "LIST-7": "5",
    "LIST-8": "6",
    "FAN-1": "1",
    "FAN-2": "16",
    "FAN-3": "7",
    "DEV-1": "3",
    "DEV-3": "15a",
    "LINK-1": "14a",
    "LINK-2": "14a",
    "LINK-8": "14a",
}
"""A rule, and a promise whose own proof fails without it."""

LEMMAS_OPENED = {
    "LIST-2": "held_lists_are_signed",
    "LIST-5": "lists_are_not_from_the_future",
    "LIST-6": "held_lists_are_signed",
    "LIST-9": "history_ends_with_the_held_list",
    "OWN-1": "honest_lists_have_their_own_time",
    "OWN-2": "honest_lists_omit_the_removed",
    "DEV-0": "known_devices_are_certified",
    "DEV-2": "known_devices_are_certified",
    "DEV-4": "known_devices_are_certified",
    "LINK-3": "honest_devices_adopted",
    "ICDC-2:every-hint-renews": "told_clients_act",
    "LIST-6:own-current-index-is-the-mark": "dropped_indexes_are_below_the_mark",
}
"""A rule or variant, and a lemma that fails with it."""

COVERED = ("LIST-10", "DEV-5", "DEV-6", "DEV-7", "ICDC-2", "WIRE-1", "WIRE-2")
"""Rules without which everything is still proved."""


def unproved(name: str) -> set[str]:
    groups = prove(weakening=Weakening.parse([name]), effort=ENOUGH)
    return {group.subject.name for group in groups if group.result != "proved"}


def test_every_promise_and_lemma_is_proved() -> None:
    groups = prove()
    assert {group.subject.name: group.left_open for group in groups if group.left_open} == {}
    assert all(group.result == "proved" for group in groups)
    totals = record(groups)["totals"]
    assert totals["obligations"] == sum(len(group.outcomes) for group in groups)  # type: ignore[index]
    assert len(groups) == len(PROMISES) + len(LEMMAS)


@pytest.mark.parametrize("number", PROMISES)
def test_a_promise_is_proved_with_the_lemmas_alone(number: str) -> None:
    groups = prove(selected([number]))
    assert [group.subject.name for group in groups if group.result != "proved"] == []


def test_every_subject_is_proved_of_the_beginning_and_of_every_step() -> None:
    found = {case.name: [goal.subject for goal in case.goals] for case in cases(selected())}
    assert list(found) == [BEGINNING, *STEPS]
    assert all(
        len(subjects) == len(PROMISES) + len(LEMMAS) for n, subjects in found.items() if n in STEPS
    )


@pytest.mark.parametrize(("rule", "number"), OPENED.items())
def test_without_the_rule_a_promise_is_open(rule: str, number: str) -> None:
    assert PROMISES[number].name in unproved(rule)


@pytest.mark.parametrize(("rule", "lemma"), LEMMAS_OPENED.items())
def test_without_the_rule_a_lemma_is_open(rule: str, lemma: str) -> None:
    assert lemma in unproved(rule)


@pytest.mark.parametrize("rule", COVERED)
def test_without_a_covered_rule_everything_is_still_proved(rule: str) -> None:
    assert unproved(rule) == set()


def test_every_promise_has_a_mutant_that_breaks_its_proof() -> None:
    opened = {PROMISES[number].number for number in OPENED.values()}
    through_lemmas = {n for name in LEMMAS_OPENED.values() for n in LEMMAS[name].supports}
    assert opened | through_lemmas == set(PROMISES)


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ([Answer.IMPOSSIBLE, Answer.IMPOSSIBLE], "proved"),
        ([Answer.IMPOSSIBLE, Answer.UNKNOWN], "unknown"),
        ([Answer.UNKNOWN, Answer.POSSIBLE], "open"),
        ([], "unknown"),
    ],
)
def test_anything_but_proofs_everywhere_is_no_proof(answers: list[Answer], result: str) -> None:
    subject: Promise | Lemma = PROMISES["1"]
    outcomes = tuple(Outcome(subject.name, "send", a, by_frame=False, seconds=0) for a in answers)
    assert Group(subject, outcomes).result == result


def test_a_used_up_budget_is_no_proof() -> None:
    groups = prove(weakening=Weakening.parse(["LIST-7"]), budget_ms=1)
    assert "proved" not in {g.result for g in groups if g.subject is PROMISES["5"]}
