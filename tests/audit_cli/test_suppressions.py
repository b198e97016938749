"""The suppression file."""

from datetime import date
from pathlib import Path

import pytest

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.suppressions import Suppression, Suppressions, read_suppressions

TODAY = date(2026, 11, 25)
ENTRY = '[[suppress]]\nrule = "LIST-3"\nsubject = "*"\nreason = "known"\n'


def read(folder: Path, text: str) -> Suppressions:
    file = folder / "suppressions.toml"
    file.write_text(text, encoding="utf-8")
    return read_suppressions(str(file), TODAY)


def test_entries_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, ENTRY + "expires = 2026-12-31\n" + ENTRY)
    assert [entry.expires for entry in found.entries] == [date(2026, 12, 31), None]
    assert found.today == TODAY
    assert read(tmp_path, "").entries == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            ENTRY.replace("reason", "because"),
            "at /suppress/0: expected a member of",
        ),
        (ENTRY.replace('reason = "known"\n', ""), "expected the member `reason`, got none"),
        (ENTRY.replace("known", "  "), "expected a reason"),
        (ENTRY.replace('"known"', '""'), "length >= 1"),
        (ENTRY.replace("known", r"one\nother"), "expected printable text"),
        (ENTRY.replace("LIST-3", "LIST-33"), "expected the id of a rule, got 'LIST-33'"),
        (ENTRY.replace('"*"', '"account#1"'), "which is of one report"),
        (ENTRY + "expires = 3\n", "expected a date or null, got"),
        (ENTRY + "expires = 2026-12-31T00:00:00Z\n", "expected a date or null, got"),
        ("[suppress]\n", "expected an array"),
        ("[[ignore]]\n", "got `ignore`"),
        ("[[suppress", "expected [[suppress]] tables in TOML"),
    ],
)
def test_anything_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUsageError) as refused:
        read(Path(), text)
    assert words in str(refused.value)
    assert str(refused.value).startswith("--suppressions ")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError, match="expected a readable file"):
        read_suppressions(str(tmp_path / "absent"), TODAY)


def entry(subject: str, rule: str = "LIST-3", expires: date | None = None) -> Suppression:
    return Suppression(rule=rule, subject=subject, reason="known", expires=expires)


@pytest.mark.parametrize(
    ("subject", "fits"),
    [
        ("15550100001", True),
        ("1555010000?", True),
        ("abcdef", True),
        ("list of 2026-*", True),
        ("*", True),
        ("15550100002", False),
        ("list of", False),
        ("ABCDEF", False),
    ],
)
def test_a_subject_is_a_name_of_the_finding_or_a_pattern(subject: str, *, fits: bool) -> None:
    names = ("abcdef", "15550100001", "list of 2026-11-25 (sha256 5953f93f)")
    known = Suppressions((entry(subject),), TODAY)
    assert (known.of("LIST-3", names) is not None) == fits
    assert known.of("LIST-4", names) is None


def test_the_last_day_counts_and_the_next_does_not() -> None:
    last = entry("*", expires=TODAY)
    assert not last.expired(TODAY)
    assert last.expired(date(2026, 11, 26))


def test_an_entry_that_counts_goes_before_one_that_has_expired() -> None:
    old, new = entry("*", expires=date(2020, 1, 1)), entry("*")
    assert Suppressions((old, new), TODAY).of("LIST-3", ["x"]) is new
    assert Suppressions((old,), TODAY).of("LIST-3", ["x"]) is old
