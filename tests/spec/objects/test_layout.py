"""Which lengths a field allows, and how it says so."""

import pytest

from mdaudit.spec.objects.layout import Field, Kind


@pytest.mark.parametrize(
    ("length", "allowed", "words"),
    [
        (None, {0, 1, 2, 3, 4}, ""),
        (2, {2}, "2"),
        (range(1, 4), {1, 2, 3}, "1 to 3"),
    ],
)
def test_a_field_allows_the_lengths_that_it_names(
    length: int | range | None, allowed: set[int], words: str
) -> None:
    field = Field(1, "sample", Kind.BYTES, length=length)
    assert {number for number in range(5) if field.allows(number)} == allowed
    assert field.lengths() == words
