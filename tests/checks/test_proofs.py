"""Every promise is proved, nothing else counts as proved, and every proof can break."""

import json
from functools import cache
from importlib.resources import files

import pytest

from mdaudit.checks.answer import Answer, Verdict
from mdaudit.checks.obligations import BEGINNING, cases
from mdaudit.checks.proofs import Group, Outcome, Task, prove, record, selected
from mdaudit.checks.smtlib import case_text
from mdaudit.checks.unbounded import Budget
from mdaudit.checks.unknown import instantiated, unknown_policy
from mdaudit.checks.z3_api import Session
from mdaudit.spec.policy import Policy
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import ATTACKS, LEMMAS, PROMISES, STEPS, Kind, Lemma, Promise
from mdaudit.spec.sorts import Duration

OPENED = {
    "DEV-6": "1c",
    "DEV-7": "2c",
    "ICDC-2": "9c",
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
    "LINK-1": "14",
    "LINK-2": "14a",
    "LINK-4": "14d",
    "LINK-6": "14c",
    "LINK-7:answers-again": "14e",
    "LINK-7:keys-not-compared": "14f",
    "LINK-8": "14a",
    "REV-1": "12c",
    "REV-2": "12",
    "REV-2:shown-before-publication": "12",
    "REV-2:wishes-are-not-durable": "12b",
    "REV-3": "19b",
    "OWN-3": "12",
    "SYNC-1": "13",
    "SYNC-2": "19c",
    "SYNC-2:macs-are-not-checked": "19c",
    "SYNC-3": "19",
    "SYNC-3:highest-epoch-is-enough": "19",
    "GRP-1": "6b",
    "GRP-2": "10",
    "GRP-2:new-key-only-when-somebody-left": "7b",
    "GRP-3": "10c",
    "GRP-4": "10b",
}
"""A rule or variant, and a promise whose own proof fails without it; recorded of all."""

AGAIN = ("LIST-1", "FAN-1", "DEV-6", "LINK-2", "LINK-7:answers-again", "REV-2", "SYNC-1", "GRP-1")
"""Of these it is found again here, of all others by `make recorded`."""

ALONE = ("1", "4b", "6", "14", "14e", "17", "19", "21")
"""Promises that are proved here without any other; the rest is proved together with them."""

LEMMAS_OPENED = {
    "LIST-10": "told_clients_act",
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
    "LINK-8": "attempts_have_their_own_key",
    "GRP-5": "inbound_keys_were_brought",
    "ICDC-2:every-hint-renews": "told_clients_act",
    "LIST-6:own-current-index-is-the-mark": "dropped_indexes_are_below_the_mark",
}
"""A rule or variant, and a lemma that fails with it; recorded of all."""

COVERED = ("LINK-5", "DEV-5", "RCV-2", "WIRE-1", "WIRE-2", "REV-4")
"""Rules without which everything is still proved."""

WITHOUT_RULES = {"4c", "9", "9b", "11", "15b", "17", "21"}
"""Promises that no dropped rule breaks: of systems without rules, about too much strictness, about
alarms, or mutated elsewhere."""


def without(name: str) -> Task:
    return Task(selected(), Weakening.parse([name]))


@cache
def unproved(name: str) -> set[str]:
    """What opens; only what is another question than with all rules on is asked."""
    groups = prove(without(name), besides=Task(selected()))
    return {group.subject.name for group in groups if group.result != "proved"}


def recorded_as_open() -> dict[str, list[str]]:
    """What the record says to be open without each single rule or variant."""
    file = files("mdaudit.checks").joinpath("recorded/attacks.json")
    recorded = json.loads(file.read_text(encoding="utf-8"))
    entries = [*recorded["attacks"], *recorded["without_effect"]]
    return {e["dropped"][0]: e["opened"] for e in entries if len(e["dropped"]) == 1}


def test_every_promise_and_lemma_is_proved() -> None:
    """By z3; where the record is compared with new proofs, by both solvers."""
    groups = prove()
    assert {group.subject.name: group.left_open for group in groups if group.left_open} == {}
    assert all(group.result == "proved" for group in groups)
    totals = record(groups)["totals"]
    assert totals["obligations"] == sum(len(group.outcomes) for group in groups)  # type: ignore[index]
    assert len(groups) == len(PROMISES) + len(LEMMAS)


@pytest.mark.parametrize("number", ALONE)
def test_a_promise_is_proved_with_the_lemmas_alone(number: str) -> None:
    groups = prove(Task(selected([number])))
    assert [group.subject.name for group in groups if group.result != "proved"] == []


def test_every_subject_is_proved_of_the_beginning_and_of_every_step() -> None:
    found = {case.name: [goal.subject for goal in case.goals] for case in cases(selected())}
    once = (Kind.RECOVERABLE, Kind.CONE)
    promises = [promise for promise in PROMISES.values() if promise.kind not in once]
    everything: list[Promise | Lemma] = [*promises, *LEMMAS.values()]
    assert set(STEPS) <= set(found)
    for name, step in STEPS.items():
        assert set(map(id, found[name])) == {id(x) for x in everything if x.system is step.system}
    beginnings = {n.removeprefix(BEGINNING) for n in found if n.startswith(BEGINNING)}
    assert beginnings == {
        "",
        " of Exchange",
        " of CodeLinking",
        " of Network",
        " of PhoneCentred",
    }


@pytest.mark.parametrize("rule", AGAIN)
def test_without_the_rule_a_promise_is_open(rule: str) -> None:
    assert PROMISES[OPENED[rule]].name in unproved(rule)


def test_without_a_rule_about_linking_a_lemma_is_open() -> None:
    assert LEMMAS_OPENED["LINK-3"] in unproved("LINK-3")


def test_what_is_open_without_each_rule_is_recorded() -> None:
    """`make recorded` finds all of it again, and compares."""
    opened = recorded_as_open()
    assert {r for r, number in OPENED.items() if PROMISES[number].name not in opened[r]} == set()
    assert {r for r, lemma in LEMMAS_OPENED.items() if lemma not in opened[r]} == set()


def test_without_a_covered_rule_everything_is_still_proved() -> None:
    assert unproved("RCV-2") == set()
    opened = recorded_as_open()
    assert {rule for rule in COVERED if opened[rule]} == set()


def test_every_promise_has_a_mutant_that_breaks_its_proof() -> None:
    opened = {PROMISES[number].number for number in OPENED.values()}
    through_lemmas = {n for name in LEMMAS_OPENED.values() for n in LEMMAS[name].supports}
    scripted = {attack.promise for attack in ATTACKS.values()}
    assert opened | through_lemmas | scripted | WITHOUT_RULES == set(PROMISES)


def outcome(answers: dict[str, Answer]) -> Outcome:
    verdicts = {solver: Verdict(answer, 1.5) for solver, answer in answers.items()}
    return Outcome("copies_go_to_listed_devices", "send", by_frame=False, verdicts=verdicts)


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
    outcomes = tuple(outcome({"z3": answer}) for answer in answers)
    assert Group(subject, outcomes).result == result


@pytest.mark.parametrize(
    ("z3", "cvc5", "result"),
    [
        (Answer.IMPOSSIBLE, Answer.IMPOSSIBLE, "proved"),
        (Answer.IMPOSSIBLE, Answer.UNKNOWN, "unknown"),
        (Answer.UNKNOWN, Answer.IMPOSSIBLE, "unknown"),
        (Answer.IMPOSSIBLE, Answer.POSSIBLE, "disputed"),
        (Answer.POSSIBLE, Answer.UNKNOWN, "open"),
    ],
)
def test_both_solvers_have_to_prove_it(z3: Answer, cvc5: Answer, result: str) -> None:
    group = Group(PROMISES["1"], (outcome({"z3": z3, "cvc5": cvc5}),))
    assert group.result == result
    assert group.is_proved == (result == "proved")


def test_each_solver_has_a_result_of_its_own() -> None:
    said = outcome({"z3": Answer.IMPOSSIBLE, "cvc5": Answer.UNKNOWN})
    assert Group(PROMISES["1"], (said,)).record()["solvers"] == {
        "z3": {"result": "proved", "seconds": 1.5},
        "cvc5": {"result": "unknown", "seconds": 1.5},
    }


def test_a_used_up_budget_is_no_proof() -> None:
    groups = prove(without("LIST-7"), budget=Budget(seconds=0.001))
    assert "proved" not in {g.result for g in groups if g.subject is PROMISES["5"]}


@pytest.mark.parametrize("seconds", [1, 35 * 86400])
def test_it_is_proved_for_the_bounds_of_any_policy(seconds: int) -> None:
    policy = Policy(Duration(seconds), Duration(seconds), Duration(0))
    assert all(group.is_proved for group in prove(Task(selected(["6", "7"]), policy=policy)))


def test_a_negative_bound_contradicts_what_is_assumed_of_a_policy() -> None:
    """So every proof would go through for it; the command reads no such policy."""
    for lifetime, expected in ((-1, Answer.IMPOSSIBLE), (1, Answer.POSSIBLE)):
        policy = Policy(lifetime=Duration(lifetime))
        text = case_text([*instantiated(policy), unknown_policy().plausible()], [True])
        session = Session(1000)
        session.read(text.given)
        assert session.ask(text.asked[0]) is expected
