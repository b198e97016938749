"""The town and the households that most tests of the client begin in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reference.client.town import Households, Town, a_town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town with an honest server."""
    with a_town(tmp_path) as made:
        yield made


@pytest.fixture
def homes(town: Town) -> Households:
    """Alice and Bob with two devices each."""
    return Households(town)
