"""Who acts in a recorded run, read back from its sentences."""

import json

import pytest

from mdaudit.audit_cli.recorded import necessity_of
from mdaudit.audit_cli.sequence.parties import events
from mdaudit.spec.chapters import RULES

PHONE = "bob's phone"
SET_UP = "1. Day 0: bob's phone is set up as device 0 of bob with the key bob-phone."


def parties(sentence: str) -> tuple[str, str]:
    _, event = events([SET_UP, sentence])
    assert event.says == sentence
    return event.by, event.to


@pytest.mark.parametrize(
    ("says", "by", "to"),
    [
        (
            "The server shows bob's phone the list X of alice, and it is accepted.",
            "server",
            "bob's phone",
        ),
        ("The adversary takes over the key alice-phone.", "adversary", "adversary"),
        ("alice registers with the primary key alice-phone.", "alice", "alice"),
        (
            "alice approves certificate X; its primary signs it, and list X. [list X: life 1]",
            "alice",
            "alice",
        ),
        (
            "The companion of certificate X adopts the primary alice-phone.",
            "companion",
            "companion",
        ),
        (
            "bob's phone sends hello to alice. Copies go to: alice-phone (index 0).",
            PHONE,
            "alice",
        ),
        (
            "bob's phone hears, from device 0 of alice, of a list of alice of day 1.",
            "alice",
            PHONE,
        ),
        ("bob's phone restarts, or its list of alice expires.", PHONE, PHONE),
        ("Something that no step tells.", "nobody", "nobody"),
    ],
)
def test_the_step_says_who_acts_and_towards_whom(says: str, by: str, to: str) -> None:
    assert parties(f"2. Day 1: {says}") == (by, to)


def test_a_client_of_whom_nothing_is_known_still_acts() -> None:
    (event,) = events(["1. Day 0: somebody restarts, or its list of alice expires."])
    assert event.by == "somebody"


def test_every_recorded_sentence_is_told_by_a_step() -> None:
    unknown = [
        event.says
        for rule in RULES
        for need in getattr(necessity_of(rule), "needs", ())
        for event in events(need.story)
        if event.by == "nobody"
    ]
    assert json.dumps(unknown) == "[]"
