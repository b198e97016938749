"""What went wrong, in one line, and the exit code for it."""

from __future__ import annotations

from collections.abc import Mapping
from sqlite3 import DatabaseError
from typing import Final

from mdaudit.reference.app_state.settings import UnknownSettingError
from mdaudit.reference.client.app_state.writing import NoAppStateKeyError
from mdaudit.reference.client.linking.failures import LinkingEndedError, PictureError
from mdaudit.reference.client.remote import ServerError
from mdaudit.reference.client.store import StoreError
from mdaudit.reference.client.verifying import NotComparableError
from mdaudit.reference.clock import ClockError
from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.parties.log import refusal
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.reading import NotPossible, Refused

CODES: Final[Mapping[ExitCode, tuple[type[Exception], ...]]] = {
    ExitCode.REFUSED: (Refused,),
    ExitCode.USAGE: (
        NotPossible,
        ClockError,
        Malformed,
        PictureError,
        NotComparableError,
        UnknownSettingError,
    ),
    ExitCode.UNUSABLE: (
        StoreError,
        ServerError,
        LinkingEndedError,
        NoAppStateKeyError,
        Unauthentic,
        DatabaseError,
        OSError,
    ),
}
"""What each exit code is for; for anything else, `ExitCode.INTERNAL`."""

NEXT_STEPS: Final[Mapping[type[Exception], str]] = {
    Malformed: "take it from the other screen again",
    Unauthentic: "restore a backup, or link or register again",
}
"""What can be done about bytes: those that a person brought, and those of the own store."""


def explained(problem: Exception) -> tuple[str, ExitCode]:
    """The line for an exception that left a verb, and the exit code."""
    code = next((one for one, kinds in CODES.items() if isinstance(problem, kinds)), None)
    if code is None:
        return f"internal error, please report it: {problem!r}", ExitCode.INTERNAL
    return _words(problem), code


def _words(problem: Exception) -> str:
    match problem:
        case Refused():
            return _refused(problem)
        case NotPossible():
            return f"this is not possible here: expected that {problem}, got otherwise; see --help"
        case Malformed() | Unauthentic():
            return f"{problem}; {NEXT_STEPS[type(problem)]}"
        case DatabaseError():
            got = f"expected a whole store that can be written, got {problem}"
            return f"{got}; make room or give leave, or restore a backup"
        case OSError():
            where = f"{problem.filename}: " if problem.filename else ""
            return f"{where}expected to read or write, got {problem.strerror}; make that possible"
    return str(problem)


def _refused(refused: Refused) -> str:
    """The rule, and what it says of this occasion."""
    why = refusal(refused.judgement)
    return (
        f"refused by {why['rule']}, {why['title']}: expected {why['expected']}, "
        f"got {why['got']}; to blame: {why['blame']}"
    )
