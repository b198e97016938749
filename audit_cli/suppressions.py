"""The suppression file: findings that somebody looked at and answers for, each with a reason.

A suppressed finding does not count, but it is still in every report, with its reason. A suppression
that has expired hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Final

from msgspec import Meta, Struct, ValidationError, convert

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.inputs.mismatch import mismatch
from mdaudit.audit_cli.inputs.option_file import text_of, toml_table

Line = Annotated[str, Meta(min_length=1, max_length=500)]
"""A text on one line, without characters that cannot be printed."""

OF_ONE_REPORT: Final = re.compile(r"\b(?:account|observer|message)#\d+")
"""Names that a report gives in order of appearance: in the next report they may be another's."""


class Suppression(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One entry: which findings do not count, and why.

    `rule` is a rule's id. `subject` is a finding's fingerprint, its account as the evidence names
    it, or its subject as the report words it; `*` and `?` stand for any characters, as in file
    names. `reason` says why. `expires` is the last day on which the entry counts, UTC.
    """

    rule: Line
    subject: Line
    reason: Line
    expires: date | None = None

    def about(self, rule: str, names: Iterable[str]) -> bool:
        """Whether it is about a finding of this rule that has these names."""
        return self.rule == rule and any(fnmatchcase(name, self.subject) for name in names)

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.expires is not None and today > self.expires


class SuppressionFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file: TOML with a table `[[suppress]]` for each entry."""

    suppress: tuple[Suppression, ...] = ()


@dataclass(frozen=True)
class Suppressions:
    """The entries that an audit goes by."""

    entries: tuple[Suppression, ...] = ()
    today: date = date.min
    """The day on which it is judged whether an entry has expired."""

    def of(self, rule: str, names: Iterable[str]) -> Suppression | None:
        """The entry about a finding; one that still counts before one that has expired."""
        known = tuple(names)
        fitting = [entry for entry in self.entries if entry.about(rule, known)]
        return next(
            (entry for entry in fitting if not entry.expired(self.today)),
            next(iter(fitting), None),
        )


def read_suppressions(name: str, today: date) -> Suppressions:
    """Read a suppression file.

    Raises:
        WrongUsageError: it cannot be read, is not TOML, or an entry is not as it should be.
    """
    option = f"--suppressions {name}"
    try:
        file = convert(
            toml_table(option, text_of(option, name), "[[suppress]] tables in TOML"),
            SuppressionFile,
        )
    except ValidationError as problem:
        found = mismatch(problem)
        raise WrongUsageError(
            f"{found.within(option)}: expected {found.expected}, got {found.got}; "
            "next: see `mdaudit schema suppressions`"
        ) from None
    for number, entry in enumerate(file.suppress, 1):
        _check(f"{option}: entry {number}", entry)
    return Suppressions(file.suppress, today)


def _check(place: str, entry: Suppression) -> None:
    from mdaudit.spec.chapters import RULES

    if entry.rule not in RULES:
        raise WrongUsageError(
            f"{place}: expected the id of a rule, got {entry.rule!r}; next: see `mdaudit rules`"
        )
    if not all(text.isprintable() for text in (entry.rule, entry.subject, entry.reason)):
        raise WrongUsageError(
            f"{place}: expected printable text, got another character; next: write one line each"
        )
    if not entry.reason.strip():
        raise WrongUsageError(f"{place}: expected a reason, got blanks; next: say why it is safe")
    if OF_ONE_REPORT.search(entry.subject):
        raise WrongUsageError(
            f"{place}: expected a lasting name, got {entry.subject!r}, which is of one report; "
            "next: name the fingerprint or the account"
        )
