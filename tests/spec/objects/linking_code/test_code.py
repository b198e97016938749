"""The code of eight characters: recorded ones, both directions, and what is none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.linking_code import code_from, random_part
from mdaudit.spec.objects.linking_code.code import ALPHABET
from tests.spec.objects.support import cases


@pytest.mark.parametrize("case", cases("linking_code.json"), ids=lambda case: case["id"])
def test_recorded_codes_are_the_same(case: dict[str, Any]) -> None:
    assert code_from(bytes.fromhex(case["random"])) == case["code"]
    assert random_part(case["code"]).hex() == case["random"]


@given(st.binary(min_size=5, max_size=5))
def test_a_code_is_read_back(random: bytes) -> None:
    assert random_part(code_from(random)) == random


@given(st.text(ALPHABET, min_size=8, max_size=8))
def test_every_word_of_the_alphabet_is_one_code(code: str) -> None:
    assert code_from(random_part(code)) == code


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "8 characters, got 0"),
        ("ABCDEFG", "8 characters, got 7"),
        ("ABCD-EFGH", "8 characters, got 9"),
        ("abcdefgh", "got 'a'"),
        ("ABCDEFG0", r"got '0' \(byte 7\)"),
        ("ABCDEFGI", "got 'I'"),
        ("ABCDEFGO", "got 'O'"),
        ("ABCDEFGU", "got 'U'"),
        ("ABC EFGH", "got ' '"),
    ],
)
def test_what_is_no_code_is_refused(code: str, reason: str) -> None:
    with pytest.raises(Malformed, match=reason):
        random_part(code)


@pytest.mark.parametrize("length", [0, 4, 6])
def test_a_code_is_made_of_five_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="expected 5 random bytes"):
        code_from(bytes(length))
