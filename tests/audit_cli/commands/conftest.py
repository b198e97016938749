"""Fixtures that the tests of the verbs share."""

from pathlib import Path

import pytest


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the name of an input that a test may write."""
    return tmp_path / "input"
