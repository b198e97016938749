"""The households that crash here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reference.client.town import Households, a_town


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[Households]:
    """Alice and Bob with two devices each, who have not met."""
    with a_town(tmp_path) as town:
        yield Households(town)
