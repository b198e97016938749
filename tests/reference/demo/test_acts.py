"""Acts run beside each other and are told in order; the first that fails ends the telling."""

from pathlib import Path
from typing import ClassVar

import pytest

from mdaudit.reference.demo import acts
from mdaudit.reference.demo.attacks.attack import Attack
from mdaudit.reference.demo.telling import UnexpectedError


class Quiet(Attack):
    """An act in which nothing happens."""

    mode = "quiet"
    tries = "nothing"
    fails: ClassVar[bool] = False

    def tell(self) -> dict[str, Path]:
        self.telling.tell(f"{self.mode} begins")
        self.telling.expect("the weather", "fair", "foul" if self.fails else "fair")
        self._folder.mkdir()
        log = self._folder / "log"
        log.write_text(self.mode)
        return {self.mode: log}

    def happen(self) -> None:
        raise NotImplementedError


class Loud(Quiet):
    """Another one."""

    mode = "loud"


class Failing(Quiet):
    """An act that goes otherwise."""

    mode = "failing"
    fails = True


def told(folder: Path, monkeypatch: pytest.MonkeyPatch, *attacks: type[Attack]) -> list[str]:
    """Return the lines, also of a telling that ends early."""
    monkeypatch.setattr(acts, "ATTACKS", attacks)
    lines: list[str] = []
    modes = [attack.mode for attack in attacks]
    try:
        acts.tell(folder, lines.append, modes)
    except UnexpectedError as problem:
        lines.append(str(problem))
    return lines


def test_acts_are_told_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(tmp_path, monkeypatch, Loud, Quiet)
    loud, quiet = (tmp_path / "logs" / f"{name}.jsonl" for name in ("loud", "quiet"))
    assert lines == ["   loud begins", f"   Log: {loud}", "   quiet begins", f"   Log: {quiet}"]
    assert loud.read_text() == "loud"


def test_an_act_that_fails_ends_the_telling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = told(tmp_path, monkeypatch, Failing, Quiet)
    assert lines == ["   failing begins", "the weather: expected fair, got foul"]
