"""What the provers found about each rule, as recorded results: no solver runs for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

PACKAGE: Final = "mdaudit.checks"
FILE: Final = "recorded/attacks.json"
"""The record, inside the package: ``mdaudit-attacks/1``."""


@dataclass(frozen=True)
class Need:
    """A promise that breaks when a rule is dropped or replaced by a weaker variant."""

    promise: str
    """The promise's number."""
    dropped: tuple[str, ...]
    """What has to be dropped together for that: rules, or ``RULE:variant``."""
    story: tuple[str, ...]
    """A short run that breaks it, one sentence a step."""


@dataclass(frozen=True)
class Necessity:
    """What a rule is good for."""

    needs: tuple[Need, ...]
    """The promises that rest on it."""
    reason: str | None
    """Why it is there although no promise breaks when it alone is dropped."""


def necessity_of(rule: str) -> Necessity | None:
    """What rests on a rule, by its id; None where no results are installed."""
    try:
        recorded = json.loads(files(PACKAGE).joinpath(FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ModuleNotFoundError):
        return None
    needs = tuple(_need(attack) for attack in recorded["attacks"] if _concerns(rule, attack))
    harmless = [each["reason"] for each in recorded["without_effect"] if each["dropped"] == [rule]]
    return Necessity(needs, next(iter(harmless), None))


def overlaps_of(name: str) -> tuple[Need, ...]:
    """The recorded sets of several in which a rule, or ``RULE:variant``, breaks a promise."""
    necessity = necessity_of(name.partition(":")[0])
    needs = () if necessity is None else necessity.needs
    return tuple(need for need in needs if len(need.dropped) > 1 and name in need.dropped)


def _concerns(rule: str, attack: dict[str, Any]) -> bool:
    return any(name.partition(":")[0] == rule for name in attack["dropped"])


def _need(attack: dict[str, Any]) -> Need:
    return Need(attack["promise"], tuple(attack["dropped"]), tuple(attack["story"]))
