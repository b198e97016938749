"""Which steps matter to a promise."""

from __future__ import annotations

from mdaudit.checks.cone import relevant_steps
from mdaudit.spec.chapters import PROMISES
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import Kind


def relevant_to(number: str) -> set[str]:
    return {step.name for step in relevant_steps([PROMISES[number]], Weakening())}


def test_a_step_that_changes_what_is_read_matters() -> None:
    assert {"hand_over", "restart_primary", "show_removal"} <= relevant_to("12")


def test_a_step_matters_through_another_one() -> None:
    assert {"back_up", "restore_backup"} <= relevant_to("4a")


def test_what_else_a_relevant_step_changes_does_not_matter() -> None:
    assert "hand_over" not in relevant_to("4a")
    assert "admit" not in relevant_to("4a")


def test_a_notice_matters_to_nothing() -> None:
    assert all(
        "notice_removal" not in relevant_to(number)
        for number, p in PROMISES.items()
        if p.kind is not Kind.CONE
    )
