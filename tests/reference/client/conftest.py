"""The town and the households that most tests of the client begin in."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from mdaudit.spec.sorts import Time
from tests.reference.client.town import Households, Town, a_town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town with an honest server."""
    with a_town(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Time]:
    """A folder in which Alice and Bob have linked their laptops, and the time; made once."""
    folder = tmp_path_factory.mktemp("settled")
    with a_town(folder) as town:
        Households(town)
        now = town.now
    return folder, now


@pytest.fixture
def homes(tmp_path: Path, settled: tuple[Path, Time]) -> Iterator[Households]:
    """Alice and Bob with two devices each, who have not met; a new process for each device."""
    folder, now = settled
    copytree(folder, tmp_path, dirs_exist_ok=True)
    with a_town(tmp_path, now=now) as town:
        yield Households(town)
