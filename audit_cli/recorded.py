"""What the provers found about each rule, as recorded results: no solver runs for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

PACKAGE: Final = "mdaudit.checks"
FILE: Final = "recorded/attacks.json"
"""The record of attacks, inside the package: ``mdaudit-attacks/1``."""
PROOFS: Final = "recorded/proofs.json"
"""The record of proofs, inside the package: ``mdaudit-proofs/2``."""


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

    def smallest(self, rule: str) -> Need | None:
        """The shortest run without the rule alone; else without it, or a variant, and others."""
        return min(
            self.needs,
            key=lambda need: (need.dropped != (rule,), len(need.dropped), len(need.story)),
            default=None,
        )


@dataclass(frozen=True)
class Proof:
    """The recorded proof of a promise."""

    promise: str
    """The promise's number."""
    result: str
    """``proved``, or what is left open."""
    solvers: tuple[str, ...]
    """The solvers that were asked."""


def proofs_of(promises: Iterable[str]) -> tuple[Proof, ...]:
    """The recorded proofs of promises, by number; none where no results are installed."""
    recorded = _recorded(PROOFS)
    if recorded is None:
        return ()
    groups = {each["id"]: each for each in recorded["groups"] if each["kind"] == "promise"}
    return tuple(
        Proof(number, groups[number]["result"], tuple(groups[number]["solvers"]))
        for number in dict.fromkeys(promises)
        if number in groups
    )


def necessity_of(rule: str) -> Necessity | None:
    """What rests on a rule, by its id; None where no results are installed."""
    recorded = _recorded(FILE)
    if recorded is None:
        return None
    needs = tuple(_need(attack) for attack in recorded["attacks"] if _concerns(rule, attack))
    harmless = [each["reason"] for each in recorded["without_effect"] if each["dropped"] == [rule]]
    return Necessity(needs, next(iter(harmless), None))


def overlaps_of(name: str) -> tuple[Need, ...]:
    """The recorded sets of several in which a rule, or ``RULE:variant``, breaks a promise."""
    necessity = necessity_of(name.partition(":")[0])
    needs = () if necessity is None else necessity.needs
    return tuple(need for need in needs if len(need.dropped) > 1 and name in need.dropped)


def _recorded(file: str) -> dict[str, Any] | None:
    try:
        text = files(PACKAGE).joinpath(file).read_text(encoding="utf-8")
    except (FileNotFoundError, ModuleNotFoundError):
        return None
    recorded: dict[str, Any] = json.loads(text)
    return recorded


def _concerns(rule: str, attack: dict[str, Any]) -> bool:
    return any(name.partition(":")[0] == rule for name in attack["dropped"])


def _need(attack: dict[str, Any]) -> Need:
    return Need(attack["promise"], tuple(attack["dropped"]), tuple(attack["story"]))
