"""No input breaks `mdaudit check`: it ends with a documented exit code, and never in a traceback.

Inputs are random bytes, and what becomes of the corpus when its JSON or its objects are spoilt.
Some 30 seconds of it are tried on every run, and ten minutes in the profile ``deep``.
"""

import json
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.commands.running import Command, Run
from tests.audit_cli.commands.spoiling import SIGNED, mutate, places_of, spoilt_bytes

CORPUS = Path(__file__).parents[2] / "cases"
EVIDENCE = sorted(CORPUS.glob("*/evidence.json"))
OBJECTS = sorted([*CORPUS.glob("*/*.bin"), *CORPUS.glob("*/*.b64")])

DOCUMENTED = set(ExitCode) - {ExitCode.INTERNAL, ExitCode.UNEXPECTED}
"""What `check` may answer to whatever it is given."""
KINDS = ((), ("--kind", "key-index-list"), ("--kind", "linking-payload"))
"""What the caller says that an object is."""

FUZZED = settings(
    max_examples=max(300, 3 * settings().max_examples),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

HOSTILE = {
    "nothing": b"",
    "blank lines": b"\n \n\t\n",
    "nested arrays": b"[" * 100_000,
    "nested objects": b'{"a":' * 100_000,
    "nested extensions": b'{"x-a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "many values": b"[" + b"[]," * 600_000 + b"[]]",
    "a huge integer": b'{"format":"mdaudit-evidence/1","collected_at":' + b"9" * 10_000 + b"}",
    "a huge exponent": b'{"format":"mdaudit-evidence/1","collected_at":1e9999,"accounts":[]}',
    "a negative time": b'{"format":"mdaudit-evidence/1","collected_at":-1,"accounts":[]}',
    "not a number": b'{"format":"mdaudit-evidence/1","collected_at":NaN,"accounts":[]}',
    "a member twice": b'{"format":"mdaudit-evidence/1","format":"mdaudit-evidence/1"}',
    "zeros": bytes(100_000),
    "a long varint": b"\x0a" + b"\xff" * 100_000,
    "a length without end": b"\x0a\xff\xff\xff\xff\x0f",
    "nested groups": b"\x0b" * 100_000,
    "nested messages": b"\x0a\x7f" * 100_000,
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"format":"mdaudit-evidence/1","accounts":[]}'.encode("utf-16"),
    "Latin-1": '{"format":"mdaudit-evidence/1","x-ä":1,"accounts":[]}'.encode("latin-1"),
    "base64 without padding": b"AAAAA",
    "endless lines": b"{}\n" * 10_000,
}
"""Inputs that break readers which are less strict."""


class Fuzzed:
    """Runs the command on an input in a folder of its own, and looks at what it left behind."""

    def __init__(self, mdaudit: Command, folder: Path) -> None:
        self.mdaudit, self.folder = mdaudit, folder
        self.input, self.output = folder / "input", folder / "report"

    def __call__(self, content: bytes, *options: str) -> Run:
        """Audit the content; fail if anything but a documented answer comes of it."""
        self.input.write_bytes(content)
        self._audited("json", *options)
        return self._audited("text", *options)

    def _audited(self, output_format: str, *options: str) -> Run:
        before = self.input.read_bytes()
        chosen = ("--format", output_format, "--output", self.output, "--show-identifiers")
        ran = self.mdaudit("check", self.input, *chosen, *options)
        assert ran.code in DOCUMENTED, ran.err
        assert "Traceback" not in ran.out + ran.err
        assert ran.out == ""
        assert all(line.startswith("mdaudit: ") for line in ran.err.splitlines())
        assert {path.name for path in self.folder.iterdir()} <= {"input", "report"}
        assert self.input.read_bytes() == before
        return ran


@pytest.fixture
def fuzzed(mdaudit: Command, tmp_path: Path) -> Fuzzed:
    """Return a way to run the command on anything."""
    return Fuzzed(mdaudit, tmp_path)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("options", KINDS)
def test_inputs_that_break_other_readers_do_not_break_this_one(
    fuzzed: Fuzzed, name: str, options: tuple[str, ...]
) -> None:
    ran = fuzzed(HOSTILE[name], *options)
    if not options:
        assert ran.code == ExitCode.NOT_AUDITED


@FUZZED
@given(st.binary(max_size=400), st.sampled_from(KINDS))
def test_random_bytes_are_no_trouble(
    fuzzed: Fuzzed, content: bytes, options: tuple[str, ...]
) -> None:
    fuzzed(content, *options)


@FUZZED
@given(st.data())
def test_evidence_with_any_value_anywhere_is_no_trouble(
    fuzzed: Fuzzed, data: st.DataObject
) -> None:
    evidence = json.loads(data.draw(st.sampled_from(EVIDENCE)).read_text(encoding="utf-8"))
    for _ in range(data.draw(st.integers(1, 3))):
        mutate(evidence, data)
    fuzzed(json.dumps(evidence).encode())


@FUZZED
@given(st.data())
def test_evidence_that_is_spoilt_as_text_is_no_trouble(fuzzed: Fuzzed, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(EVIDENCE)).read_bytes()
    fuzzed(spoilt_bytes(text, data))


@FUZZED
@given(st.data(), st.sampled_from(KINDS))
def test_spoilt_objects_are_no_trouble(
    fuzzed: Fuzzed, data: st.DataObject, options: tuple[str, ...]
) -> None:
    fuzzed(spoilt_bytes(data.draw(st.sampled_from(OBJECTS)).read_bytes(), data), *options)


@FUZZED
@given(st.data())
def test_spoilt_objects_inside_of_evidence_are_no_trouble(
    fuzzed: Fuzzed, data: st.DataObject
) -> None:
    evidence = json.loads(data.draw(st.sampled_from(EVIDENCE)).read_text(encoding="utf-8"))
    places = [place for place in places_of(evidence) if place[1] in SIGNED and place[0][place[1]]]
    for part, member in places:
        spoilt = spoilt_bytes(b64decode(part[member]), data)
        part[member] = b64encode(spoilt).decode()
    fuzzed(json.dumps(evidence).encode())


def test_a_report_that_may_not_be_written_leaves_nothing_behind(
    mdaudit: Command, tmp_path: Path
) -> None:
    missing = tmp_path / "missing" / "report"
    ran = mdaudit("check", EVIDENCE[0], "--output", missing)
    assert ran.code == ExitCode.USAGE
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_breaks_would_be_noticed(
    fuzzed: Fuzzed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("mdaudit.audit_cli.inputs.recognise.kind_of", broken)
    with pytest.raises(AssertionError, match="internal error"):
        fuzzed(b"\0")
