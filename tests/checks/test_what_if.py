"""What opens without rules, what is shaken by it, and what is said when nothing opens."""

from typing import Any

from mdaudit.checks.proofs import Z3, Task, selected
from mdaudit.checks.what_if import each_and_together, record, what_if


def test_an_opened_lemma_shakes_the_promises_that_rest_on_it() -> None:
    answer = what_if(("DEV-0",), Task(selected()))
    assert [group.id for group in answer.opened] == [
        "known_devices_are_certified",
        "indexes_are_not_negative",
    ]
    assert "1" in [promise.number for promise in answer.shaken]


def test_only_what_was_asked_is_shaken() -> None:
    answer = what_if(("DEV-0",), Task(selected(["2"])))
    assert [promise.number for promise in answer.shaken] == ["2"]


def test_a_promise_that_opened_is_not_called_shaken() -> None:
    answer = what_if(("LIST-7",), Task(selected(["5", "5b"])))
    told: dict[str, Any] = answer.record()
    assert told["opened"]["promises"] == ["5"]
    assert told["shaken"] == ["5b"]
    assert "reason" not in told


def test_that_nothing_opened_has_a_reason() -> None:
    assert "speaks of bytes" in what_if(("WIRE-2",), Task(selected(["1"]))).reason
    assert what_if(("REV-4",), Task(selected(["1"]))).reason.startswith("Functional: ")
    assert "still proved" in what_if((), Task(selected(["1"]))).reason


def test_the_record_says_how_to_find_it_again() -> None:
    told: dict[str, Any] = record([what_if((), Task(selected(["1"])))], Z3, 3.0)
    assert told["format"] == "mdaudit-what-if/1"
    assert (told["seed"], told["budget"]) == (0, {"seconds": 3.0, "effort": 400_000})
    assert told["totals"]["open"] == 0


def test_each_rule_is_dropped_alone_and_then_all_of_them() -> None:
    assert each_and_together(("A",)) == [("A",)]
    assert each_and_together(("A", "B")) == [("A",), ("B",), ("A", "B")]
