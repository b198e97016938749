"""Settings that all tests share, and which of them count for coverage."""

import os
from collections.abc import Generator
from pathlib import Path

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


def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are processors: tests also wait for clocks."""
    return (os.cpu_count() or 1) + 1


COUNTED = ("spec", "audit_cli", "cases", "checks/test_known.py")
"""Tests that count for the coverage of spec/ and audit_cli/: their own, the cases, and scripts of
attacks. Walks, searches and whole processes run the same code again and again, and what is measured
takes twice as long."""


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Let a worker of pytest-xdist measure coverage once.

    It is measured as a program that was started; pytest-cov starts another measurement when it is
    loaded and one more for the session, and pauses only the last.
    """
    while hasattr(session.config, "workerinput") and (begun := coverage.Coverage.current()):
        begun.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure no test that does not count, nor the programs that it starts."""
    measuring = coverage.Coverage.current()
    if measuring is None or counts(item):
        return (yield)
    measuring.stop()
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        done = yield
    if coverage.Coverage.current() is None:  # after `no_cover`, pytest-cov itself goes on
        measuring.start()
    return done


def counts(item: pytest.Item) -> bool:
    """Return whether a test counts for coverage."""
    tests = Path(__file__).parent
    named = any(item.path.is_relative_to(tests / counted) for counted in COUNTED)
    return named and item.get_closest_marker("no_cover") is None
