"""Columns stand below each other, and no cell is cut off."""

from mdaudit.reference.commands.columns import aligned


def test_cells_stand_below_each_other_however_wide_their_letters() -> None:
    rows = [("a", "你好", "x"), ("long", "b", "y  ")]
    assert list(aligned(rows)) == ["a     你好  x", "long  b     y  "]


def test_nothing_is_cut_off() -> None:
    long = "word " * 1000
    assert list(aligned([(long, long)])) == [f"{long}  {long}"]


def test_a_column_without_a_word_is_left_out() -> None:
    assert list(aligned([("a", "", "x"), ("b", "", "y")])) == ["a  x", "b  y"]
    assert list(aligned([])) == []
