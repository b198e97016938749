"""Recorded results: what the provers and the search for attacks answered, read strictly.

A build never runs a solver. It reads the two files that `make record` writes, and stops if they do
not say everything about this specification.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from sphinx.errors import SphinxError

from mdaudit.spec.profiles import PROFILES
from mdaudit.spec.reading import UnknownRuleError, Weakening
from mdaudit.spec.registry import LEMMAS, PROMISES, RULES, STEPS


class RecordError(SphinxError):
    """A recorded result is missing, unreadable, not a proof, or about another specification."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.category = f"Recorded results: {message}"


class Group(msgspec.Struct, frozen=True):
    """All obligations of one promise or lemma."""

    kind: Literal["promise", "lemma"]
    id: str
    name: str
    title: str
    obligations: int
    by_frame: int
    result: Literal["proved", "open", "unknown", "disputed"]


class Totals(msgspec.Struct, frozen=True):
    """The whole run."""

    obligations: int
    by_frame: int
    open: int
    promises: int
    lemmas: int
    steps: int
    rules: int


class Budget(msgspec.Struct, frozen=True):
    """What each solver had for one obligation."""

    seconds: float


class Profile(msgspec.Struct, frozen=True):
    """What is not proved any more under a profile."""

    profile: str
    without: list[str]
    opened: dict[Literal["promises", "lemmas"], list[str]]
    shaken: list[str]
    """Promises that are proved, but with something that is not."""


class Proofs(msgspec.Struct, frozen=True):
    """One run of the provers over everything."""

    format: Literal["mdaudit-proofs/2"]
    solvers: list[str]
    seed: int
    budget: Budget
    groups: list[Group]
    totals: Totals
    profiles: list[Profile]

    def of(self, kind: str) -> dict[str, Group]:
        """Return the promises or the lemmas by id."""
        return {group.id: group for group in self.groups if group.kind == kind}


class Attack(msgspec.Struct, frozen=True):
    """A run that breaks a promise once some rules are dropped."""

    dropped: list[str]
    promise: str
    length: int
    minimal: Literal["shortest", "short"]
    scene: str
    scene_steps: int
    """How many sentences of the story tell the scene."""
    story: list[str]
    stopped_by: dict[str, str]
    opened: list[str]
    """The names of the promises and lemmas that are not proved without them."""

    @property
    def name(self) -> str:
        """The name under which other pages refer to it."""
        return f"{' + '.join(self.dropped)} / {self.promise}"


class Harmless(msgspec.Struct, frozen=True):
    """Rules without which no attack was found, and why."""

    dropped: list[str]
    reason: str
    opened: list[str] = []
    """What is not proved without them; empty if everything still is."""


class Attacks(msgspec.Struct, frozen=True):
    """What each rule is good for."""

    format: Literal["mdaudit-attacks/1"]
    attacks: list[Attack]
    without_effect: list[Harmless]


Record = TypeVar("Record", Proofs, Attacks)


def read_proofs(file: Path) -> Proofs:
    """Read the proofs; every promise and every lemma must be there, and proved.

    Raises:
        RecordError: if one is missing, open, unknown or not of this specification.
    """
    proofs = _read(file, Proofs)
    _same(file, "promises", proofs.of("promise"), PROMISES)
    _same(file, "lemmas", proofs.of("lemma"), LEMMAS)
    _same(file, "number of steps", [proofs.totals.steps], [len(STEPS)])
    _same(file, "number of rules", [proofs.totals.rules], [len(RULES)])
    _same(file, "profiles", (under.profile for under in proofs.profiles), PROFILES)
    unproved = [group.id for group in proofs.groups if group.result != "proved"]
    if unproved or proofs.totals.open:
        raise RecordError(f"{file.name}: not proved: {', '.join(unproved) or 'see the totals'}")
    return proofs


def read_attacks(file: Path) -> Attacks:
    """Read the attacks; every rule must either break a promise when dropped, or say why not.

    Raises:
        RecordError: if a rule is passed over, or a rule or promise does not exist.
    """
    attacks = _read(file, Attacks)
    dropped = [name for found in attacks.attacks for name in found.dropped]
    dropped += [name for found in attacks.without_effect for name in found.dropped]
    try:
        Weakening.parse(dropped)
    except UnknownRuleError as error:
        raise RecordError(f"{file.name}: {error}") from error
    _same(file, "rules", {name.partition(":")[0] for name in dropped}, RULES)
    unknown = {found.promise for found in attacks.attacks} - set(PROMISES)
    if unknown:
        raise RecordError(f"{file.name}: there is no promise {', '.join(sorted(unknown))}")
    return attacks


def _read(file: Path, sort: type[Record]) -> Record:
    try:
        return msgspec.json.decode(file.read_bytes(), type=sort)
    except OSError as error:
        raise RecordError(f"{file.name} is missing: record the results first") from error
    except msgspec.DecodeError as error:
        raise RecordError(f"{file.name} cannot be read: {error}") from error


def _same(
    file: Path, what: str, recorded: Iterable[str | int], declared: Iterable[str | int]
) -> None:
    absent, surplus = set(declared) - set(recorded), set(recorded) - set(declared)
    if absent or surplus:
        raise RecordError(
            f"{file.name}: the {what} are not those of this specification; "
            f"absent: {_listed(absent)}; unknown: {_listed(surplus)}. Record the results again."
        )


def _listed(names: Iterable[str | int]) -> str:
    return ", ".join(sorted(map(str, names))) or "none"
