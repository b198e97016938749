"""What went wrong, in one line, and the exit code for it."""

from __future__ import annotations

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


def explained(problem: Exception) -> tuple[str, ExitCode]:
    """The line for an exception that left a verb, and the exit code."""
    match problem:
        case Refused():
            return _refused(problem), ExitCode.REFUSED
        case NotPossible():
            return f"this is not possible here: expected that {problem}", ExitCode.USAGE
        case (
            StoreError()
            | ServerError()
            | LinkingEndedError()
            | NoAppStateKeyError()
            | Unauthentic()
        ):
            return str(problem), ExitCode.UNUSABLE
        case (
            ClockError()
            | Malformed()
            | PictureError()
            | NotComparableError()
            | UnknownSettingError()
        ):
            return str(problem), ExitCode.USAGE
        case _:
            return f"internal error, please report it: {problem!r}", ExitCode.INTERNAL


def _refused(refused: Refused) -> str:
    """The rule, and what it says of this occasion."""
    why = refusal(refused.judgement)
    return (
        f"refused by {why['rule']}, {why['title']}: expected {why['expected']}, "
        f"got {why['got']}; to blame: {why['blame']}"
    )
