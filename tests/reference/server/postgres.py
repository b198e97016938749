"""A private PostgreSQL server for tests, from the Debian package, on a socket in its own folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BINARIES = Path("/usr/lib/postgresql")
"""Where Debian's packages keep each version's programs."""


def missing() -> str | None:
    """Why no server can be started here; None: it can."""
    if not list(BINARIES.glob("*/bin/postgres")):
        return "PostgreSQL is not installed"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "PostgreSQL refuses root, and there is no runuser"
    return None


@contextmanager
def running() -> Iterator[str]:
    """The URL of an empty database on a server that ends with the block."""
    reason = missing()
    if reason is not None and os.environ.get("REQUIRE_POSTGRES") == "1":
        pytest.fail(f"REQUIRE_POSTGRES=1, but {reason}")
    if reason is not None:
        pytest.skip(reason)
    programs = max(BINARIES.glob("*/bin"), key=lambda path: float(path.parent.name))
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync")
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60"
        control = (programs / "pg_ctl", "-D", data, "-w")
        _run(*control, "-o", options, "-l", folder / "log", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            _run(*control, "-m", "immediate", "stop")


def _run(*command: str | Path) -> None:
    """Run a program, as the user postgres if this is root."""
    prefix = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*prefix, *map(str, command)], capture_output=True, text=True, cwd="/", check=False
    )
    assert done.returncode == 0, done.stderr
