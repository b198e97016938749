"""Runs as numbered stories that people can read."""

from __future__ import annotations

from typing import Any

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.registry import Move, Run
from mdaudit.spec.sorts import Duration, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_CERTIFICATE, Certificate, SignedList
from mdaudit.spec.state.system import System


def story(run: Run) -> list[str]:
    """One numbered sentence per step; time is counted in days and told where it changes."""
    lines: list[str] = []
    told: set[str] = set()
    for move, before, after in zip(run.moves, run.states[:-1], run.states[1:], strict=True):
        if move.step is pass_time:
            continue
        text = f"{len(lines) + 1}. Day {before.now}: {sentence(move)}"
        lines.append(" ".join([text, *_objects(move, told), *_copies(before, after)]))
    return lines


def sentence(move: Move) -> str:
    """The step's own sentence, with its arguments."""
    words = {name: word(value, move.step.parameters[name]) for name, value in move.bound.items()}
    return move.step.story.format_map(words)


def word(value: Any, sort: Any) -> str:
    """An argument in a sentence."""
    if isinstance(value, bytes):
        return value.decode() or "no key"
    if sort is Time:
        return f"day {value}"
    if sort is Duration:
        return f"{value} days"
    return "no evidence" if value is NO_CERTIFICATE else str(value)


def _objects(move: Move, told: set[str]) -> list[str]:
    """What a signed object says, when it first appears."""
    said = []
    for value in move.arguments:
        if isinstance(value, SignedList | Certificate) and value.name not in told:
            told.add(value.name)
            said += [_contents(value)]
    return said


def _contents(value: SignedList | Certificate) -> str:
    if isinstance(value, SignedList):
        named = ", ".join(map(str, sorted(value.valid_indexes))) or "nothing"
        return (
            f"[{value.name}: life {value.list_life}, day {value.list_time}, current index "
            f"{value.current_index}, valid: {named}]"
        )
    if value is NO_CERTIFICATE:
        return "[nothing is shown]"
    return (
        f"[{value.name}: life {value.certificate_life}, index {value.certificate_index}, "
        f"key {value.certificate_key.decode()}]"
    )


def _copies(before: System, after: System) -> list[str]:
    """Who got a copy in this step."""
    if not isinstance(before, State) or not isinstance(after, State):
        return []
    old = set(vars(before.copied)["rows"])
    new = [row for row in vars(after.copied)["rows"] if row not in old]
    if not new:
        return []
    served = ", ".join(f"{key.decode()} (index {index})" for _, _, index, key in sorted(new))
    return [f"Copies go to: {served}."]
