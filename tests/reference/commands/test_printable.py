"""Words of others do nothing to a terminal."""

import pytest

from mdaudit.reference.commands.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, ü and 你好", "plain words, ü and 你好"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("right\u202eto left", "right\\u202eto left"),
        ("", ""),
    ],
)
def test_what_is_not_printed_is_spelled(text: str, shown: str) -> None:
    assert printable(text) == shown
