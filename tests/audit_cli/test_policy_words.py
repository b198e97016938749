"""Bounds in words, and promises with numbers in them."""

import pytest

from mdaudit.audit_cli.policy_words import in_words, policy_lines, statements, with_numbers
from mdaudit.checks.cone import read_by
from mdaudit.checks.unknown import unknown_policy, unknown_state
from mdaudit.spec.chapters import PROMISES
from mdaudit.spec.policy import Policy
from mdaudit.spec.registry import Kind
from mdaudit.spec.sorts import Duration
from mdaudit.spec.state import State

BOUNDS = {"lifetime", "deadline_bound", "clock_error"}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (1, "1 s"),
        (90, "1 min 30 s"),
        (3600, "1 h"),
        (86400, "1 day"),
        (35 * 86400 + 7200, "35 days 2 h"),
    ],
)
def test_a_duration_in_words(seconds: int, words: str) -> None:
    assert in_words(seconds) == words


def test_the_bounds_of_a_sentence_become_numbers() -> None:
    sentence = "no copy after its removal + lifetime + 2E, nor after a hint + deadline"
    assert with_numbers(sentence, Policy()) == (
        "no copy after its removal + 35 days + 2 x 1 h (35 days 2 h), nor after a hint + 2 days"
    )


def test_exactly_the_promises_that_read_a_bound_are_stated_with_numbers() -> None:
    state = unknown_state(unknown_policy())
    about = [p for p in PROMISES.values() if p.kind is Kind.SAFETY and p.system is State]
    reading = {promise.number for promise in about if read_by(promise, state) & BOUNDS}
    in_their_text_only = {"13", "18"}
    assert set(statements(Policy())) == reading - in_their_text_only
    assert reading >= {"6", "7", "16"}


def test_no_bound_keeps_its_name() -> None:
    lines = "\n".join(policy_lines(Policy(lifetime=Duration(60)))[1:])
    assert "1 min + 4 x 1 h (4 h 1 min)" in lines
    assert "lifetime" not in lines
    assert "E after" not in lines
