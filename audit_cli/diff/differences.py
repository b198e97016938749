"""What two inputs tell differently about one account."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from mdaudit.audit_cli.blame import Blamed
from mdaudit.audit_cli.diff.proof import Pair
from mdaudit.audit_cli.findings import Confidence
from mdaudit.audit_cli.severity import Severity


class Kind(Enum):
    """Which kind of difference it is, worst first; the string below says what it means."""

    SPLIT_IDENTITY = "split identity"
    """The two observers pinned different primary keys, and neither knows the other's."""
    FORGERY = "not signed"
    """Lists of one time differ, and one is not signed by the key that its observer pinned."""
    EQUIVOCATION = "equivocation"
    """One key signed two lists of one time with different content."""
    BEHIND = "behind"
    """One observer holds an older list or key than the other."""
    NOT_COMPARED = "not compared"
    """Something was not collected, or could not be read: it may hide a difference."""


@dataclass(frozen=True)
class Difference:
    """One difference."""

    kind: Kind
    account: str
    """The account, as reports name it."""
    says: str
    """What differs, in a sentence."""
    advice: str
    """What to do about it."""
    severity: Severity = Severity.NOTE
    confidence: Confidence = Confidence.HIGH
    rule: str | None = None
    """The rule that was broken, if one was."""
    blame: tuple[Blamed, ...] = ()
    expected: str = ""
    got: str = ""
    pair: Pair | None = None
    """The lists that prove it, if they do."""
    digests: tuple[str, ...] = ()
    """SHA-256 of the lists it is about, in hexadecimal."""


UNDECIDED: Final = frozenset({Kind.NOT_COMPARED})
"""Kinds that count as inconclusive under ``--strict``."""
