"""How tests reach other implementations, and what happens where these are not installed."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.interop.peer import FOLDER, Peer

StartPeer = Callable[[str], Peer]


def why_missing() -> str | None:
    """Return what is not installed, and what would install it."""
    if shutil.which("node") is None:
        return "node is not installed; see tests/interop/README.md"
    if not (FOLDER / "node_modules").is_dir():
        return "run `npm ci --ignore-scripts` in tests/interop first"
    return None


@pytest.fixture
def node() -> Iterator[StartPeer]:
    """Start a script of `peers/`, such as `libsignal.mjs`, for one test.

    Where node or its packages are missing the test is skipped; with REQUIRE_INTEROP=1 it fails.
    """
    missing = why_missing()
    if missing is not None:
        if os.environ.get("REQUIRE_INTEROP") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    program = shutil.which("node")
    assert program is not None
    with ExitStack() as running:
        yield lambda script: running.enter_context(Peer(program, script))
