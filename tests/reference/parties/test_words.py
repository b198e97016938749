"""Every value has words, whatever number the other side sent."""

import pytest

from mdaudit.reference.parties.words import date, in_words
from mdaudit.spec.sorts import NEVER, NO_KEY, Duration, IdentityKey, Index, Time
from mdaudit.spec.state.signed import NO_CERTIFICATE, SignedList


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (0, "1970-01-01 00:00 UTC"),
        (1_795_255_200, "2026-11-21 10:00 UTC"),
        (NEVER, "never"),
        (2**64 - 1, "second 18446744073709551615"),
        (-2, "second -2"),
    ],
)
def test_times(time: int, words: str) -> None:
    assert date(Time(time)) == words


def test_durations() -> None:
    assert in_words(3_024_000, Duration) == "35 days"
    assert in_words(90, Duration) == "0:01:30"


def test_keys_and_objects_are_shortened() -> None:
    assert in_words(NO_KEY, IdentityKey) == "no key"
    assert in_words(b"\xab" * 32, IdentityKey) == "key abababababab"
    name = "list sha256:" + "0123456789abcdef" * 4
    assert in_words(SignedList(name), SignedList) == "list sha256:0123456789ab"
    assert in_words(NO_CERTIFICATE, type(NO_CERTIFICATE)) == "no certificate"
    assert in_words(3, Index) == "3"
