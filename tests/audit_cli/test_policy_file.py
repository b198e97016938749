"""The caller's own thresholds."""

from pathlib import Path

import pytest

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.policy_file import read_policy
from mdaudit.spec.policy import Policy


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "policy"


@pytest.mark.parametrize(
    "text", ["lifetime = 5\nclock_error = 0", '{"lifetime": 5, "clock_error": 0}']
)
def test_a_table_in_either_language_is_read(file: Path, text: str) -> None:
    file.write_text(text)
    policy = read_policy(str(file))
    assert (policy.lifetime, policy.clock_error) == (5, 0)
    assert policy.deadline == Policy().deadline


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lifetime = 0", "lifetime: expected whole seconds from 1"),
        ("lifetime = -1", "got -1"),
        ("lifetime = true", "got True"),
        ("lifetime = 1.5", "got 1.5"),
        ('lifetime = "1"', "got '1'"),
        ("lifetime = 99999999999", "got 99999999999"),
        ("lifetimes = 1", "expected one of lifetime, deadline, clock_error, refresh_age"),
        ("lifetime", "expected a table in TOML or JSON, got a mistake at "),
        ("{", "expected strict JSON, got a mistake at line 1"),
        ('{"lifetime": 1, "lifetime": 2}', "the member 'lifetime' twice"),
        ('{"lifetime": NaN}', "NaN"),
    ],
)
def test_anything_else_is_wrong_usage(file: Path, text: str, words: str) -> None:
    file.write_text(text)
    with pytest.raises(WrongUsageError) as caught:
        read_policy(str(file))
    assert words in str(caught.value)


def test_a_file_that_is_no_text_is_wrong_usage(file: Path) -> None:
    file.write_bytes(b"\xff")
    with pytest.raises(WrongUsageError, match="expected text in UTF-8"):
        read_policy(str(file))
