"""Lines are said after a look: what is otherwise is an error that says so."""

import json

import pytest

from mdaudit.reference.demo.process import Answer
from mdaudit.reference.demo.telling import (
    Telling,
    UnexpectedError,
    copies,
    rules,
    texts,
)

SENT = Answer(
    0,
    json.dumps(
        {
            "copies": [{"account": "a", "device": 0}, {"account": "b", "device": 1}],
            "left_out": [],
        }
    ),
    "",
)
RECEIVED = Answer(
    0,
    '{"origin": "other", "text": "hello"}\n{"origin": "notice", "text": "compare codes"}\n',
    "",
)


def test_lines_are_said_in_order() -> None:
    said: list[str] = []
    telling = Telling(said.append)
    telling.act("1. A day.")
    telling.tell("It rains.")
    assert said == ["", "1. A day.", "   It rains."]


def test_what_is_otherwise_is_an_error() -> None:
    telling = Telling(print)
    telling.expect("the sum", 4, 4)
    with pytest.raises(UnexpectedError, match="the sum: expected 4, got 5"):
        telling.expect("the sum", 4, 5)


def test_a_command_that_failed_is_an_error() -> None:
    telling = Telling(print)
    assert telling.done("it sends", SENT) is SENT
    with pytest.raises(UnexpectedError, match=r"it sends: expected 0, got .*no server"):
        telling.done("it sends", Answer(3, "", "no server"))


def test_what_commands_print_is_read() -> None:
    assert copies(SENT) == {("a", 0), ("b", 1)}
    assert texts(RECEIVED) == ["hello"]
    assert rules(["refused by DEV-1, and DEV-1", "by FAN-3"]) == ["DEV-1", "FAN-3"]
