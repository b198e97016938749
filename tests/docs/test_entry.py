"""What is said of a rule: which promises need it, and how it was off."""

import pytest
from msgspec.structs import replace
from specpages.entry import needed_for
from specpages.records import Attack, Attacks, Harmless

from tests.docs import sample


def found(*dropped: str, promise: str = "1") -> Attack:
    """Return an attack without these rules."""
    return replace(sample.attacks().attacks[0], dropped=list(dropped), promise=promise)


def said(*attacks: Attack, rule: str = "DEV-1") -> str:
    """Return what is said of a rule when these attacks were found."""
    harmless = Harmless(dropped=["WIRE-1"], reason="it is *judged* on bytes")
    return needed_for(rule, Attacks("mdaudit-attacks/1", list(attacks), [harmless]))


OTHERS = "; others may fall as well"
"""What has to be said where the first promise that falls is named."""


def test_the_first_promise_that_falls_is_named_and_others_may_fall() -> None:
    assert said(found("DEV-1")) == f":attack:`promise 1 <DEV-1 / 1>`{OTHERS}"


@pytest.mark.parametrize(
    ("dropped", "how"),
    [
        (["DEV-1:softer"], "(only softer)"),
        (["DEV-1", "DEV-5"], "(together with :rule:`DEV-5`)"),
        (["DEV-5:weak", "DEV-1:softer"], "(only softer, together with :variant:`DEV-5:weak`)"),
    ],
)
def test_attacks_on_one_promise_are_told_apart(dropped: list[str], how: str) -> None:
    told = said(found("DEV-1"), found(*dropped))
    assert told.startswith(":attack:`promise 1 <DEV-1 / 1>`, :attack:`promise 1 <")
    assert told.endswith(f"{how}{OTHERS}")


def test_an_attack_that_was_found_twice_is_named_once() -> None:
    assert said(found("DEV-1"), found("DEV-1")) == said(found("DEV-1"))


def test_an_attack_with_the_rule_on_is_no_reason_for_it() -> None:
    assert said(found("DEV-10"), found("DEV-1", promise="2")) == said(found("DEV-1", promise="2"))


def test_a_rule_that_no_promise_needs_says_why() -> None:
    assert said(found("DEV-1"), rule="WIRE-1") == r"**no promise**: it is \*judged\* on bytes"
