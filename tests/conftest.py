"""Settings that all tests share."""

import os

import coverage
import pytest
from hypothesis import settings

# A property meets few examples on every run and many with `--hypothesis-profile=deep`. CI draws the
# same examples each time, so that a red run is about the change. A busy machine is no failure, so
# no example has a deadline.
settings.register_profile(
    "quick", max_examples=50, deadline=None, derandomize="CI" in os.environ, print_blob=True
)
settings.register_profile("deep", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile("quick")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Let a worker of pytest-xdist measure coverage once.

    It is measured as a program that was started; pytest-cov starts another measurement when it is
    loaded and one more for the session, and pauses only the last for tests marked `no_cover`.
    """
    while hasattr(session.config, "workerinput") and (begun := coverage.Coverage.current()):
        begun.stop()
