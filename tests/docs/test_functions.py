"""What the pages take from the source is complete, in order, and without what is prose."""

import ast
import inspect

import pytest
from specpages.chapter import linked
from specpages.effects import asked_by, effects
from specpages.functions import Entry, Kind, entries, headline, whole

from mdaudit.spec import adversary
from mdaudit.spec.device_list import acceptance, holding
from mdaudit.spec.registry import LEMMAS, PROMISES, RULES, STEPS, WITNESSES, Rule

ALL = list(whole())


def named(name: str) -> Entry:
    return next(entry for entry in ALL if entry.name == name)


@pytest.mark.parametrize(
    ("kind", "declared"),
    [
        (Kind.RULE, RULES),
        (Kind.STEP, STEPS),
        (Kind.PROMISE, PROMISES),
        (Kind.LEMMA, LEMMAS),
        (Kind.WITNESS, WITNESSES),
    ],
)
def test_everything_that_is_declared_is_on_a_page(kind: Kind, declared: dict[str, object]) -> None:
    found = [entry.declared for entry in ALL if entry.kind is kind]
    assert len(found) == len(declared)
    assert all(any(each is one for one in found) for each in declared.values())


def test_every_variant_is_on_a_page() -> None:
    found = {entry.declared.name for entry in ALL if entry.kind is Kind.VARIANT}
    assert found == {name for rule in RULES.values() for name in rule.variants}


def test_entries_come_in_the_order_of_the_source() -> None:
    text = inspect.getsource(acceptance)
    places = [text.index(f"\ndef {entry.name}(") for entry in entries(acceptance)]
    assert places == sorted(places)


def test_source_is_shown_without_decorator_and_docstring() -> None:
    assert named("never_goes_back").source == (
        "def never_goes_back(held: Time, offered: Time) -> Truth:\n    return offered >= held"
    )


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: str(entry.name))
def test_source_that_is_shown_is_what_runs(entry: Entry) -> None:
    (shown,) = ast.parse(entry.source).body
    (whole,) = ast.parse(inspect.getsource(entry.function)).body
    assert isinstance(shown, ast.FunctionDef)
    assert isinstance(whole, ast.FunctionDef)
    body = whole.body[1:] if ast.get_docstring(whole) is not None else whole.body
    assert [ast.dump(part) for part in shown.body] == [ast.dump(part) for part in body]


def test_a_part_and_a_variant_are_told_from_helpers() -> None:
    assert named("next_mark").kind is Kind.PART
    assert named("mark_as_the_list_says").kind is Kind.VARIANT
    assert named("same_content").kind is Kind.HELPER


def test_a_heading_has_no_number_and_no_full_stop() -> None:
    title, text = headline(acceptance)
    assert title == "Which list a client holds"
    assert text.startswith("The server shows")


def test_a_step_is_asked_changed_and_supposed_through_its_helpers() -> None:
    done = effects(holding.accept_list)
    assert done.guards[0] == "LIST-1"
    assert {"LIST-3", "LIST-7", "DEV-6"} <= set(done.guards)
    assert {"held", "deadline", "mark"} <= set(done.changes)
    assert done.assumes == ["the client's clock is near true time"]


def test_a_filter_inside_a_rule_is_found() -> None:
    assert "LIST-8" in effects(STEPS["send"]).filters


def test_a_step_that_only_the_adversary_takes_asks_no_rule() -> None:
    assert effects(adversary.corrupt).guards == []


def test_every_rule_of_the_model_is_asked_by_a_step() -> None:
    idle = {rule for rule, steps in asked_by().items() if not steps}
    assert idle == {"WIRE-1", "WIRE-2", "BND-1", "FAN-4", "ICDC-1", "ICDC-4", "REV-4"}


def test_every_rule_that_a_step_asks_exists() -> None:
    assert all(isinstance(RULES[rule], Rule) for step in STEPS.values() for rule in guards(step))


def guards(step: object) -> list[str]:
    return effects(step).guards


def test_rules_in_running_text_become_references() -> None:
    text = "LIST-3 hashes with SHA-256, see LIST-99."
    pieces = list(linked(text, "page"))
    assert "".join(piece.astext() for piece in pieces) == text
    assert [piece.astext() for piece in pieces if not isinstance(piece, str)] == ["LIST-3"]
