"""Obligations as text: what is written, what both solvers read in it, and that it can fail."""

import re
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest

from mdaudit.checks import cvc5_api, unbounded, z3_api
from mdaudit.checks.answer import Answer
from mdaudit.checks.proofs import BOTH, Task, documents, prove, selected
from mdaudit.checks.smtlib import CaseText, case_text
from mdaudit.checks.unbounded import Budget, verdicts
from mdaudit.checks.unknown import unknown
from mdaudit.spec.logic import Symbol, Symbolic, Term, both, choose, implies, negate
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import PROMISES
from mdaudit.spec.sorts import NO_KEY, Account, Client, IdentityKey, Index

SESSIONS = [z3_api.Session, cvc5_api.Session]

client, other = unknown("client", Client), unknown("other", Client)
number = unknown("number", Index)
held: Any = Symbolic.unknown(Symbol("held", (Client,), Index), Index(0))
trusted: Any = Symbolic.unknown(Symbol("trusted", (Client,), bool), default=False)
key_of: Any = Symbolic.unknown(Symbol("key_of", (Client,), IdentityKey), NO_KEY)

VALID: dict[str, Any] = {
    "equal places have equal values": implies(client == other, held(client) == held(other)),
    "every row is one": implies(
        both(trusted.every(lambda c: held(c) > 3), trusted(client)), held(client) >= 4
    ),
    "an update changes its place": held.but(client, becomes=Index(7))(client) == 7,
    "and no other": implies(
        client != other, held.but(client, becomes=Index(7))(other) == held(other)
    ),
    "a choice is one of both": choose(trusted(client), number, number + 1) >= number,
    "less is less": implies(number - 1 > -2, number >= 0),
    "a key or none": implies(key_of(client) != NO_KEY, negate(key_of(client) == NO_KEY)),
}
"""Formulas that hold everywhere."""

FALSE: dict[str, Any] = {
    "all numbers are small": number > 3,
    "all clients are one": client == other,
    "an update changes all places": held.but(client, becomes=Index(7))(other) == 7,
    "all is trusted": trusted(client),
    "a plain falsehood": False,
}
"""Formulas that do not."""


@pytest.mark.parametrize("session", SESSIONS)
@pytest.mark.parametrize("formula", VALID.values(), ids=VALID)
def test_what_holds_everywhere_is_proved(session: Any, formula: Any) -> None:
    assert answer(session, formula) is Answer.IMPOSSIBLE


@pytest.mark.parametrize("session", SESSIONS)
@pytest.mark.parametrize("formula", FALSE.values(), ids=FALSE)
def test_what_does_not_hold_is_not_proved(session: Any, formula: Any) -> None:
    assert answer(session, formula) is Answer.POSSIBLE


def answer(session: Any, formula: Any) -> Answer:
    text = case_text([], [negate(formula)])
    asked = session(budget_ms=5000)
    asked.read(text.given)
    said: Answer = asked.ask(text.asked[0])
    return said


@pytest.mark.parametrize("session", SESSIONS)
def test_a_question_leaves_nothing_behind(session: Any) -> None:
    text = case_text([number > 3], [number > 5, number >= 5, number == 3])
    asked = session(budget_ms=5000)
    asked.read(text.given)
    expected = [Answer.POSSIBLE, Answer.POSSIBLE, Answer.IMPOSSIBLE]
    assert [asked.ask(question) for question in text.asked] == expected


@pytest.mark.parametrize("session", SESSIONS)
def test_what_is_no_text_is_refused(session: Any) -> None:
    with pytest.raises(Exception, match=r"unknown constant|not declared"):
        session(budget_ms=1000).read("(set-logic UFLIA)(assert |constant nowhere|)")


@pytest.mark.parametrize("name", ["exp", "and", "a|b", "c\\d", "100%", "set.union", "Int"])
@pytest.mark.parametrize("session", SESSIONS)
def test_no_name_has_another_meaning(session: Any, name: str) -> None:
    same = Symbolic.unknown(Symbol(name, (Client,), bool), default=False)
    named: Any = unknown(name, Client)
    assert answer(session, implies(named == client, same(named) == same(client))) is (
        Answer.IMPOSSIBLE
    )
    assert answer(session, same(named)) is Answer.POSSIBLE


def test_two_names_are_never_one() -> None:
    names = ["a|b", "a%7Cb", "a\\b", "a%5Cb"]
    text = case_text([unknown(name, Index) > 0 for name in names], [])
    assert text.given.count("declare-fun") == len(names)


def test_one_name_with_two_sorts_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="different sorts"):
        case_text([unknown("x", Client) == client, unknown("x", Account) == Account("")], [])


def test_bound_variables_are_numbered_within_a_formula() -> None:
    def rows() -> Any:
        return trusted.every(lambda c: trusted.every(lambda d: held(c) >= held(d)))

    text = case_text([rows(), rows()], [rows()])
    assert text == case_text([rows(), rows()], [rows()])
    assert len(set(text.given.splitlines()[-2:])) == 1
    assert re.findall(r"\|Client \d\|", text.asked[0])[:2] == ["|Client 1|", "|Client 1|"]


def test_a_document_stands_alone() -> None:
    about = ["promise 1: A sentence\nof two lines"]
    document = case_text([number > 3], [number > 5]).document(0, about, expected="unsat")
    lines = document.splitlines()
    assert lines[:3] == [
        "; An obligation of mdaudit, as SMT-LIB 2.6.",
        "; promise 1: A sentence",
        "; of two lines",
    ]
    assert "(set-info :status unsat)" in lines
    assert lines[-4:] == [
        "(assert (> |constant number| 3))",
        "(assert (> |constant number| 5))",
        "(check-sat)",
        "(exit)",
    ]


def test_the_documents_are_what_the_solvers_are_asked() -> None:
    task = Task(selected(["5"]))
    written = documents(task)
    assert written == documents(task)
    questions = [
        f"{text.given}\n{question}" for _, _, text in task.cases() for question in text.asked
    ]
    assert len(written) == len(questions)
    for document, question in zip(written.values(), questions, strict=True):
        assert question in document
    assert "promise-5-at-accept_list.smt2" in written


def test_a_weakened_document_does_not_claim_to_be_unsatisfiable() -> None:
    weakened = documents(Task(selected(["5"]), Weakening.parse(["LIST-7"])))
    assert all("(set-info :status unknown)" in document for document in weakened.values())


@pytest.mark.parametrize(
    ("rule", "number"), [("LIST-7", "5"), ("DEV-1", "3"), ("FAN-2", "16"), ("LINK-1", "14a")]
)
def test_without_a_rule_neither_solver_proves_it(rule: str, number: str) -> None:
    rules_on = Task(selected([number]))
    groups = prove(replace(rules_on, weakening=Weakening.parse([rule])), BOTH, besides=rules_on)
    (group,) = (group for group in groups if group.subject is PROMISES[number])
    said = [{v.answer for v in outcome.verdicts.values()} for outcome in group.left_open]
    assert said
    assert any(Answer.IMPOSSIBLE not in answers for answers in said)


class Contrary:
    """A solver that has a counterexample to everything."""

    VERSION = "contrary 1"
    Session: Any

    def __init__(self, *_: object, **__: object) -> None:
        """Like any other session."""

    def read(self, text: str) -> None:
        """Not even read."""

    def ask(self, text: str) -> Answer:
        """Of course."""
        assert text
        return Answer.POSSIBLE


Contrary.Session = Contrary


def test_solvers_that_contradict_each_other_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "mdaudit.checks.unbounded.import_module",
        lambda name: Contrary if "cvc5" in name else import_module(name),
    )
    groups = prove(Task(selected(["1"])), BOTH)
    assert {group.result for group in groups} == {"disputed"}


def test_many_questions_are_shared_among_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unbounded, "MANY", 0)
    promise = PROMISES["17"]
    small = Task([each for each in selected(["17"]) if each.system is promise.system])
    groups = prove(small, BOTH)
    assert [group.subject for group in groups if group.is_proved] == small.subjects
    assert promise in small.subjects


def test_a_case_without_questions_asks_nobody() -> None:
    assert verdicts(CaseText("not even text", ()), BOTH, Budget()) == ()


def test_an_element_of_a_finite_scope_is_no_term_of_a_proof() -> None:
    with pytest.raises(ValueError, match="element has no meaning in an unbounded proof"):
        case_text([Term("element", (1,), Client) == client], [])


@pytest.mark.parametrize("session", SESSIONS)
def test_a_whole_document_is_read_by_each_solver(session: Any) -> None:
    written = documents(Task(selected(["5"])))
    asked = session(budget_ms=10_000)
    asked.read(written["promise-5-at-accept_list.smt2"])
    assert asked.ask("(assert true)") is Answer.IMPOSSIBLE
