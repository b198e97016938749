"""Bytes as text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.inputs.octets import from_base64, key_option
from tests.audit_cli.signing import base64

KEY = bytes(range(200, 232))


@given(st.binary())
def test_standard_base64_is_read(octets: bytes) -> None:
    assert from_base64(base64(octets)) == octets


def test_the_url_safe_alphabet_is_refused_with_a_hint() -> None:
    with pytest.raises(ValueError, match=r"URL-safe.*write \+ for -"):
        from_base64("-_-_")


@pytest.mark.parametrize("text", ["YQ", "YQ=", "Y Q==", "YQ==YQ==", "é==="])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="standard base64"):
        from_base64(text)


def test_a_key_is_base64_or_hexadecimal_or_a_file(tmp_path: Path) -> None:
    texts = [base64(KEY), KEY.hex(), KEY.hex().upper()]
    for text in texts:
        assert key_option("--primary-key", text) == KEY
        (tmp_path / "key").write_text(f"{text}\n")
        assert key_option("--primary-key", f"@{tmp_path}/key") == KEY
    (tmp_path / "key").write_bytes(KEY)
    assert key_option("--primary-key", f"@{tmp_path}/key") == KEY


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "got 0"),
        ("YQ==", "got 1"),
        (base64(b"\x05" + KEY), "got 33; next: drop the leading 05"),
        ("05" + KEY.hex(), "got 33; next: drop the leading 05"),
        ("é", "other letters"),
        ("zz", "base64, hexadecimal or @FILE"),
        ("@no/such/file", "No such file"),
    ],
)
def test_a_wrong_key_is_wrong_usage(value: str, message: str) -> None:
    with pytest.raises(WrongUsageError, match=message):
        key_option("--primary-key", value)


def test_a_file_of_noise_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(WrongUsageError, match="--primary-key"):
        key_option("--primary-key", f"@{tmp_path}/key")
