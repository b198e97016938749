"""The memory that `mdaudit check` takes does not grow with the length of a stream.

The command runs as a process of its own, reads what is written to its standard input, and notes
at the end the most memory that it had. On every run the streams are 100 MB long; in the profile
``deep`` they are 1 GB.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.audit_cli.inputs.recognise import MOST_BAD_LINES

STATUS: Final = Path("/proc/self/status")
"""Where Linux tells a process the most memory that it had."""

pytestmark = [
    pytest.mark.no_cover,
    pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells a program's peak memory"),
]

MB: Final = 2**20
IS_DEEP: Final = settings().max_examples > 1_000
LENGTH: Final = 1_000 * MB if IS_DEEP else 100 * MB
MOST: Final = 300 * MB
"""Peak memory that is allowed."""

PROGRAM: Final = f"""
import pathlib, re, sys
from mdaudit.audit_cli.commands import run
code = run(sys.argv[2:])
status = pathlib.Path("{STATUS}").read_text()
pathlib.Path(sys.argv[1]).write_text(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1])
sys.exit(code)
"""
"""Runs the command, and writes down how many kilobytes it had."""

CASE: Final = Path(__file__).parents[2] / "cases" / "mixed-honest-accounts" / "evidence.json"
REPLAYED: Final = CASE.parents[1] / "list-3-fail-replayed-list" / "evidence.json"
NAMED: Final = "15550100001"
"""The account that both are about."""
MANY: Final = 20_000 if IS_DEEP else 1_000
"""Accounts in a stream; deep, more than a report keeps anything of."""


@dataclass
class Measured:
    """How a run ended."""

    code: int
    peak: int
    """The most memory that it had, in bytes."""
    err: str


def checked(chunks: Iterator[bytes], folder: Path) -> Measured:
    """Run `mdaudit check -` on a stream; it may stop reading before the end."""
    report, errors, peak = (folder / name for name in ("report.json", "errors", "peak"))
    options = ("check", "-", "--format", "json", "--output", report)
    with errors.open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", PROGRAM, peak, *options],
            stdin=subprocess.PIPE,
            stderr=err,
            bufsize=0,
        )
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin as to:
        for chunk in chunks:
            to.write(chunk)
    code = process.wait()
    kilobytes = int(peak.read_text(encoding="ascii"))
    return Measured(code, 1024 * kilobytes, errors.read_text(encoding="utf-8"))


def stream(chunk: bytes) -> Iterator[bytes]:
    """Return the chunk over and over."""
    return islice(repeat(chunk), LENGTH // len(chunk))


def evidence_line(padding: int) -> bytes:
    """Return evidence on one line, with a long member that says nothing."""
    evidence = json.loads(CASE.read_text(encoding="utf-8")) | {"x-padding": "x" * padding}
    return f"{json.dumps(evidence)}\n".encode()


def many_accounts(*, replayed: bool) -> Iterator[bytes]:
    """Return evidence of one account after the other, a short line each."""
    evidence = json.loads((REPLAYED if replayed else CASE).read_text(encoding="utf-8"))
    line = f"{json.dumps(evidence)}\n"
    for number in range(MANY):
        mine = line.replace(NAMED, f"1{number:010}").replace('"id": "', f'"id": "{number} ')
        yield mine.encode()


@pytest.mark.parametrize("replayed", [False, True])
def test_a_stream_of_many_accounts(tmp_path: Path, replayed: bool) -> None:  # noqa: FBT001
    ran = checked(many_accounts(replayed=replayed), tmp_path)
    assert (ran.code == ExitCode.CLEAN, ran.err) == (not replayed, "")
    assert ran.peak < MOST
    summary = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["summary"]
    assert sum(summary["results"].values()) >= 2 * MANY
    assert (summary["inputs_left_out"] > 0) is IS_DEEP
    assert (summary["findings_left_out"] > 0) is (replayed and IS_DEEP)


def test_a_document_with_many_messages(tmp_path: Path) -> None:
    evidence = json.loads(CASE.read_text(encoding="utf-8"))
    first = evidence["messages"][0]
    evidence["messages"] = [first | {"id": f"m{number}"} for number in range(4_000)]
    ran = checked(iter((json.dumps(evidence).encode(),)), tmp_path)
    assert (ran.code, ran.err) == (ExitCode.CLEAN, "")
    assert ran.peak < MOST / 2


def test_a_long_stream_of_evidence(tmp_path: Path) -> None:
    ran = checked(stream(evidence_line(MB)), tmp_path)
    assert (ran.code, ran.err) == (ExitCode.CLEAN, "")
    assert ran.peak < MOST


@pytest.mark.parametrize(
    "chunk",
    [
        pytest.param(bytes(range(256)) * 4096, id="junk"),
        pytest.param(bytes(MB), id="zeros"),
        pytest.param(b"\n" * MB, id="blank lines"),
        pytest.param(b"A" * MB, id="base64"),
        pytest.param(b"{" + b"a" * MB, id="an object without end"),
        pytest.param(b"[" * MB, id="nesting without end"),
        pytest.param(b"{}\n" * (MB // 3), id="lines that are no evidence"),
    ],
)
def test_a_long_stream_of_junk(tmp_path: Path, chunk: bytes) -> None:
    ran = checked(stream(chunk), tmp_path)
    assert ran.code == ExitCode.NOT_AUDITED
    assert 1 <= ran.err.count("\n") <= MOST_BAD_LINES + 1
    assert ran.peak < MOST


def one_document(begin: bytes, value: bytes, end: bytes) -> Iterator[bytes]:
    """Return the largest document that is read, full of one value."""
    room = 32 * MB - len(begin) - len(end)
    yield from (begin, value * (room // len(value)), end)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"[],", id="arrays"),
        pytest.param(b'{"a":1},', id="objects"),
        pytest.param(b"1.5,", id="numbers"),
        pytest.param(b'"\\u00e4",', id="escapes"),
        pytest.param(b'"' + b"a" * 200 + b'",', id="texts"),
    ],
)
def test_one_document_full_of_one_value(tmp_path: Path, value: bytes) -> None:
    begin = b'{"format":"mdaudit-evidence/1","accounts":['
    ran = checked(one_document(begin, value, b"{}]}"), tmp_path)
    assert ran.code == ExitCode.NOT_AUDITED
    assert ran.peak < MOST


def test_memory_is_measured(tmp_path: Path) -> None:
    nothing = checked(iter(()), tmp_path)
    full = checked(stream(bytes(MB)), tmp_path)
    assert 10 * MB < nothing.peak < full.peak
