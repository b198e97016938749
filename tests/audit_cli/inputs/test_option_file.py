"""A file that an option names."""

from pathlib import Path

import pytest

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.inputs.option_file import readable, text_of, toml_table


def test_a_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("ä", encoding="utf-8")
    assert text_of("--file", str(tmp_path / "file")) == "ä"


def test_what_cannot_be_read_says_why_once(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError) as caught:
        text_of("--file x", str(tmp_path))
    assert str(caught.value) == (
        "--file x: expected a readable file, got Is a directory; next: name another file"
    )
    with pytest.raises(WrongUsageError, match="got no reason"), readable("--file"):
        raise OSError("no reason")


def test_bytes_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\xff")
    with pytest.raises(WrongUsageError, match="expected text in UTF-8, got other bytes"):
        text_of("--file", str(tmp_path / "file"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a", "got a mistake at end of document ('=' after a key in a key/value pair is missing)"),
        ("a = 1\na = 2", "got a mistake at end of document (cannot overwrite a value)"),
        ("a = " + "[" * 100_000, "got nesting without end"),
    ],
)
def test_what_is_no_toml_says_where(text: str, words: str) -> None:
    with pytest.raises(WrongUsageError) as caught:
        toml_table("--file x", text, "a table")
    assert str(caught.value) == f"--file x: expected a table, {words}; next: mend the file"
    assert toml_table("--file", "a = 1", "a table") == {"a": 1}
