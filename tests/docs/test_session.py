"""The session on the page about the reference happens as it is printed there."""

import doctest
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from mdaudit.audit_cli.commands import run as mdaudit
from mdaudit.reference.commands import run as mdref
from tests.repository.checkout import PROGRAMS, ROOT

PAGE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
RUN = {"mdref": mdref, "mdaudit": mdaudit}


def commands(page: str) -> list[tuple[str, str]]:
    """Return every command of a page and what it prints."""
    return [found for block in BLOCK.findall(page) for found in COMMAND.findall(block)]


def is_like(printed: str, expected: str) -> bool:
    """Tell whether something was printed; three dots stand for anything."""
    return doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS)


@contextmanager
def started(line: str, until: str) -> Iterator[str]:
    """Start a process, and wait until it prints a line that begins like this; it ends in the end.

    Yields that line.
    """
    program, *arguments = shlex.split(line)
    command = [str(PROGRAMS / program), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield next(said for said in process.stdout if said.startswith(until))
        finally:
            process.kill()


class Shell:
    """Takes the lines of the page, one after the other."""

    def __init__(
        self,
        address: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        stack: ExitStack,
    ) -> None:
        self._address = address
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self._stack = stack

    def take(self, line: str) -> str:
        """Do what a line says; return what is printed."""
        command, _, file = line.partition(" > ")
        if file.endswith(" &"):
            self._stack.enter_context(started(command, until="picture:"))
            return ""
        program, *arguments = shlex.split(command)
        if program == "export":
            return self._export(arguments)
        self._capsys.readouterr()
        RUN[program](arguments)
        printed = "".join(self._capsys.readouterr())
        return self._written(file, printed) if file else printed

    def _export(self, variables: list[str]) -> str:
        for variable in variables:
            name, _, value = variable.partition("=")
            self._monkeypatch.setenv(name, self._address if name == "MDREF_SERVER" else value)
        return ""

    def _written(self, file: str, printed: str) -> str:
        Path(file).write_text(printed, encoding="utf-8")
        return ""


def test_every_line_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (server, _), *session = commands(PAGE)
    with ExitStack() as stack:
        said = stack.enter_context(started(server.replace("8750", "0"), until="listening"))
        shell = Shell(said.split()[-1], monkeypatch, capsys, stack)
        different = [
            (line, printed)
            for line, expected in session
            if not is_like(printed := shell.take(line), expected)
        ]
    assert different == []


def test_a_page_is_read_line_by_line() -> None:
    page = "Text.\n\n```console\n$ a b\nc\nd\n$ e\n```\n\n```python\n$ f\n```\n"
    assert commands(page) == [("a b", "c\nd\n"), ("e", "")]


@pytest.mark.parametrize(
    ("printed", "same"),
    [("sent: 1f to Bob\n", True), ("sent: 1f to Alice\n", False), ("", False)],
)
def test_another_answer_is_noticed(printed: str, same: bool) -> None:  # noqa: FBT001 - a column
    assert is_like(printed, "sent: ... to Bob\n") is same
