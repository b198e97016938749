"""Whatever goes wrong is one line that says what, expected, got and the next step."""

import errno
from pathlib import Path
from sqlite3 import OperationalError

import pytest

from mdaudit.reference.client.remote import ServerError, ServerRefused
from mdaudit.reference.client.store import StoreError
from mdaudit.reference.clock import ClockError
from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.commands.failures import explained
from mdaudit.reference.protocol.access import Problem
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.reading import NotPossible, Refused
from tests.reference.scene import ALICE, Scene, at


def refused() -> Refused:
    """Return what a client says of a list that goes back."""
    scene = Scene()
    renewed = scene.phone.refresh(at(1))
    scene.bob.receive_list(ALICE, renewed, at(1))
    with pytest.raises(Refused) as caught:
        scene.bob.receive_list(ALICE, scene.with_laptop, at(1))
    return caught.value


def test_a_refusal_names_rule_and_blame() -> None:
    line, code = explained(refused())
    assert code == ExitCode.REFUSED
    assert line.startswith("refused by LIST-3, A held list never goes back: expected ")
    assert ", got " in line
    assert line.endswith("to blame: server or network")


@pytest.mark.parametrize(
    ("problem", "code", "words"),
    [
        (StoreError(Path("a"), "b", "c", "d"), ExitCode.UNUSABLE, "a: expected b, got c; d"),
        (ServerError("no answer"), ExitCode.UNUSABLE, "no answer"),
        (ServerRefused(404, Problem("gone", "go home")), ExitCode.UNUSABLE, "gone; go home"),
        (ClockError("no clock"), ExitCode.USAGE, "no clock"),
        (Malformed("code", "8 characters", "7", 0), ExitCode.USAGE, "8 characters"),
        (
            NotPossible("it is linked"),
            ExitCode.USAGE,
            "it is linked, got otherwise; see --help",
        ),
        (Unauthentic("a record", "this", "that"), ExitCode.UNUSABLE, "got that; restore a backup"),
        (OperationalError("disk is full"), ExitCode.UNUSABLE, "got disk is full; make"),
        (OSError(errno.ENOSPC, "No space"), ExitCode.UNUSABLE, "write, got No space; make"),
        (
            OSError(errno.EACCES, "No", "a"),
            ExitCode.UNUSABLE,
            "a: expected to read or write",
        ),
        (ValueError("what"), ExitCode.INTERNAL, "please report it"),
    ],
)
def test_what_went_wrong_has_its_exit_code(problem: Exception, code: ExitCode, words: str) -> None:
    line, got = explained(problem)
    assert got == code
    assert words in line
