"""Fixtures that the tests of the command share."""

import pytest

from tests.audit_cli.commands.running import Command


@pytest.fixture
def mdaudit(capsys: pytest.CaptureFixture[str]) -> Command:
    """Return a way to run the command."""
    return Command(capsys)
