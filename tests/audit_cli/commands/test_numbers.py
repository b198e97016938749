"""Numbers on the command line."""

import click
import pytest

from mdaudit.audit_cli.commands.numbers import Seconds, WholeNumber


def test_numbers_within_their_bounds_are_read() -> None:
    assert WholeNumber(1, 20)("20") == 20
    assert Seconds(0.1)("0.5") == 0.5


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (WholeNumber(0), "x", "'x' is not a valid whole number"),
        (WholeNumber(1, 20), "21", "21 is not in the range 1<=x<=20"),
        (Seconds(0.1), "x", "'x' is not a valid number of seconds"),
        (Seconds(0.1), "nan", "'nan' is not a number"),
        (Seconds(0.1), "86401", "not in the range"),
    ],
)
def test_anything_else_is_said_in_words(
    kind: WholeNumber | Seconds, value: str, words: str
) -> None:
    with pytest.raises(click.BadParameter, match=words):
        kind(value)
