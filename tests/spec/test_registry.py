"""What the chapters declare is complete."""

import string
from typing import get_type_hints

import pytest

from mdaudit.spec import chapters
from mdaudit.spec.registry import (
    LEMMAS,
    PROMISES,
    RULES,
    STEPS,
    WITNESSES,
    DeclaredTwiceError,
    Rule,
    Step,
    step,
)

COUNTS = {
    "WIRE": (1, 2),
    "LINK": (1, 8),
    "OWN": (1, 3),
    "LIST": (1, 10),
    "DEV": (0, 7),
    "BND": (1, 1),
    "FAN": (1, 6),
    "RCV": (1, 3),
    "ICDC": (1, 5),
    "VER": (1, 6),
    "GRP": (1, 5),
    "REV": (1, 4),
    "SYNC": (1, 3),
}
"""The rules of the catalogue: in each group, the first and the last number."""

CATALOGUE = [f"{group}-{n}" for group, (low, high) in COUNTS.items() for n in range(low, high + 1)]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_rules_are_those_of_the_catalogue() -> None:
    assert sorted(RULES) == sorted(CATALOGUE)


def test_every_promise_of_the_catalogue_is_there() -> None:
    """A letter names a part of a promise; 21 is the contrast of the architecture before."""
    numbers = {int(number.rstrip(string.ascii_lowercase)) for number in PROMISES}
    assert numbers == set(range(1, 22))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_rule_is_fully_described(rule: Rule[...]) -> None:
    parameters = set(get_type_hints(rule.predicate)) - {"return"}
    assert placeholders(rule.expected) | placeholders(rule.got) <= parameters
    assert rule.rationale
    assert rule.source
    assert rule.checked_by
    assert all(variant.title for variant in rule.variants.values())


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_a_step_tells_its_story_with_its_own_parameters(step: Step[...]) -> None:
    assert placeholders(step.story) <= set(step.parameters)
    assert step.meaning


def test_lemmas_support_promises_that_exist() -> None:
    assert LEMMAS
    for lemma in LEMMAS.values():
        assert lemma.supports
        assert set(lemma.supports) <= set(PROMISES)
        assert lemma.meaning


def test_promises_rest_on_promises_that_exist() -> None:
    for promise in PROMISES.values():
        assert set(promise.rests_on) <= set(PROMISES)
        assert promise.meaning


def test_every_declaration_belongs_to_a_chapter() -> None:
    sections = {part.__name__ for parts in chapters.CHAPTERS.values() for part in parts}
    sections |= {chapter.__name__ for chapter in chapters.CHAPTERS}
    declared = {rule.predicate.__module__ for rule in RULES.values()}
    declared |= {step.function.__module__ for step in STEPS.values()}
    declared |= {promise.formula.__module__ for promise in PROMISES.values()}
    declared |= {witness.script.__module__ for witness in WITNESSES.values()}
    assert declared <= sections


def test_a_second_declaration_of_a_name_is_refused() -> None:
    with pytest.raises(DeclaredTwiceError, match="send is declared twice"):
        step(STEPS["send"].by, "again")(STEPS["send"].function)
