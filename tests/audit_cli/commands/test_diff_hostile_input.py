"""No two inputs break `mdaudit diff`: it ends with a documented exit code, never in a traceback.

Inputs are random bytes, and what becomes of two observers' evidence when its JSON or its objects
are spoilt. Whatever they are, a proof that was written convinces `mdaudit check`. A few seconds of
it are tried on every run, and some minutes in the profile ``deep``.
"""

import json
from base64 import b64decode, b64encode
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.commands.running import Command
from tests.audit_cli.commands.spoiling import SIGNED, mutate, places_of, spoilt_bytes
from tests.audit_cli.diff.views import EVERYTHING, TWIN, seen
from tests.audit_cli.honest import MALLORY, PHONE, Evidence, honest, listed, pin, shown

DOCUMENTED = set(ExitCode) - {ExitCode.INTERNAL, ExitCode.UNEXPECTED}
"""What `diff` may answer to whatever it is given."""

LEFT_BEHIND = {"first", "second", "report", "proof"}
"""The names of the inputs, and of what is written."""

KEYS = ((), ("--primary-key", PHONE.public.hex()))
"""What the caller says of two lone lists."""

OBSERVATIONS: tuple[Evidence, ...] = (
    seen(),
    seen(TWIN),
    seen(EVERYTHING, TWIN, shown(300, listed(250, (0,)))),
    seen(pins=[pin(PHONE), pin(MALLORY, 500)]),
    seen(shown(100, listed(50, (0, 1), owner=MALLORY)), pins=[pin(MALLORY)]),
    honest(),
)
"""What two observers may have seen of one account."""

FUZZED = settings(
    max_examples=max(100, settings().max_examples),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Compared:
    """Runs the command on two inputs in a folder of its own, and looks at what it left behind."""

    def __init__(self, mdaudit: Command, folder: Path) -> None:
        self.mdaudit, self.folder = mdaudit, folder
        self.first, self.second = folder / "first", folder / "second"
        self.report, self.proof = folder / "report", folder / "proof"

    def __call__(self, first: bytes, second: bytes, *options: str) -> int:
        """Compare two inputs; fail if anything but a documented answer comes of it."""
        codes = {self._compared(first, second, name, *options) for name in ("text", "json")}
        assert len(codes) == 1, "the format of a report changes no exit code"
        return codes.pop()

    def _compared(self, first: bytes, second: bytes, output_format: str, *options: str) -> int:
        self.first.write_bytes(first)
        self.second.write_bytes(second)
        self.proof.unlink(missing_ok=True)
        chosen = ("--format", output_format, "--output", self.report, "--proof", self.proof)
        ran = self.mdaudit("diff", self.first, self.second, *chosen, "--show-identifiers", *options)
        assert ran.code in DOCUMENTED, ran.err
        assert "Traceback" not in ran.out + ran.err
        assert ran.out == ""
        assert all(line.startswith("mdaudit: ") for line in ran.err.splitlines())
        assert {path.name for path in self.folder.iterdir()} <= {
            "first",
            "second",
            "report",
            "proof",
        }
        assert (self.first.read_bytes(), self.second.read_bytes()) == (first, second)
        if self.proof.exists():
            assert self.mdaudit("check", self.proof).code in {ExitCode.HIGH, ExitCode.CRITICAL}
        return ran.code


@pytest.fixture
def compared(mdaudit: Command, tmp_path: Path) -> Compared:
    """Return a way to run the command on any two inputs."""
    return Compared(mdaudit, tmp_path)


def written(evidence: Evidence) -> bytes:
    """Return evidence as bytes."""
    return json.dumps(evidence).encode()


def drawn(data: st.DataObject) -> Evidence:
    """Return what an observer saw, for a test to spoil."""
    observation: Evidence = data.draw(st.sampled_from(OBSERVATIONS))
    return deepcopy(observation)


@FUZZED
@given(st.binary(max_size=400), st.binary(max_size=400), st.sampled_from(KEYS))
def test_random_bytes_are_no_trouble(
    compared: Compared, first: bytes, second: bytes, options: tuple[str, ...]
) -> None:
    compared(first, second, *options)


@FUZZED
@given(st.data())
def test_observations_with_any_value_anywhere_are_no_trouble(
    compared: Compared, data: st.DataObject
) -> None:
    pair = drawn(data), drawn(data)
    for _ in range(data.draw(st.integers(1, 3))):
        mutate(data.draw(st.sampled_from(pair)), data)
    compared(written(pair[0]), written(pair[1]))


@FUZZED
@given(st.data())
def test_observations_that_are_spoilt_as_text_are_no_trouble(
    compared: Compared, data: st.DataObject
) -> None:
    compared(spoilt_bytes(written(drawn(data)), data), written(drawn(data)))


@FUZZED
@given(st.data(), st.sampled_from(KEYS))
def test_spoilt_lists_are_no_trouble(
    compared: Compared, data: st.DataObject, options: tuple[str, ...]
) -> None:
    lists = [b64decode(part["signed_key_index_list"]) for part in (EVERYTHING, TWIN)]
    compared(spoilt_bytes(lists[0], data), lists[1], *options)


@FUZZED
@given(st.data())
def test_spoilt_objects_inside_of_observations_are_no_trouble(
    compared: Compared, data: st.DataObject
) -> None:
    pair = drawn(data), drawn(data)
    for part, member in [place for each in pair for place in places_of(each)]:
        if member in SIGNED and data.draw(st.booleans()):
            part[member] = b64encode(spoilt_bytes(b64decode(part[member]), data)).decode()
    compared(written(pair[0]), written(pair[1]))


def test_whole_observations_are_compared(compared: Compared) -> None:
    same, twin, lists = (written(each) for each in OBSERVATIONS[:3])
    assert compared(same, same) == ExitCode.CLEAN
    for other in (twin, lists):
        assert compared(same, other) == ExitCode.HIGH
        assert compared.proof.exists()


def test_a_program_that_breaks_would_be_noticed(
    compared: Compared, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("mdaudit.audit_cli.diff.views.views_of", broken)
    with pytest.raises(AssertionError, match="internal error"):
        compared(written(seen()), written(seen()))
