"""The desk that most tests of verbs begin at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reference.client.town import a_town
from tests.reference.commands.desk import Desk


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    """A desk with an honest server."""
    with a_town(tmp_path) as town:
        yield Desk(town, monkeypatch, capsys)
