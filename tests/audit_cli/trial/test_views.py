"""Hashes of keys in hints are compared with the keys of the list that the client holds."""

from hashlib import sha256
from itertools import permutations

import pytest

from tests.audit_cli.honest import (
    LAPTOP,
    MALLORY,
    PHONE,
    TABLET,
    Evidence,
    alice,
    companion,
    hint,
    honest,
)
from tests.audit_cli.signing import KeyPair, base64
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing

ALL = (PHONE, LAPTOP, TABLET)


def hashed(*keys: KeyPair, length: int = 10) -> str:
    return base64(sha256(b"".join(sorted(key.public for key in keys))).digest()[:length])


def told(stated: str, indexes: tuple[int, ...] = (), named: int = 10) -> Evidence:
    evidence = honest()
    word = hint(300, named) | {"key_hash": stated}
    alice(evidence)["hints"] = [word | ({"key_indexes": list(indexes)} if indexes else {})]
    return evidence


def test_the_same_keys_have_the_same_hash() -> None:
    report = audited(told(hashed(*ALL)))
    assert failed(report) == set()
    assert answer(report, "ICDC-3") == answer(report, "ICDC-4") == "pass"


def test_hashes_of_other_lengths_are_compared_on_what_they_share() -> None:
    for length in (8, 32):
        assert answer(audited(told(hashed(*ALL, length=length))), "ICDC-3") == "pass"


def test_exactly_the_stated_indexes_are_compared() -> None:
    assert answer(audited(told(hashed(PHONE, TABLET), (0, 2))), "ICDC-3") == "pass"
    assert failed(audited(told(hashed(PHONE, TABLET), (0, 1)))) == {"ICDC-3"}


def test_another_key_is_a_finding() -> None:
    report = audited(told(hashed(PHONE, LAPTOP, MALLORY)))
    assert failed(report) == {"ICDC-3"}
    assert blame(report, "ICDC-3") == ["unknown"]
    assert answer(report, "ICDC-4") == "inconclusive"
    assert finding(report, "ICDC-3").severity.word == "high"


@pytest.mark.parametrize("kind", [b"", b"\x05"])
@pytest.mark.parametrize("order", list(permutations(ALL)))
def test_another_way_of_hashing_is_a_finding_of_its_own(
    order: tuple[KeyPair, ...], kind: bytes
) -> None:
    keys = [key.public for key in order]
    report = audited(told(base64(sha256(b"".join(kind + key for key in keys)).digest()[:10])))
    if keys == sorted(keys) and not kind:
        assert failed(report) == set()
    else:
        assert failed(report) == {"ICDC-4"}
        assert blame(report, "ICDC-4") == ["holder of the device key"]
        assert answer(report, "ICDC-3") == "inconclusive"


def test_a_hint_of_another_list_is_not_compared() -> None:
    assert answer(audited(told(hashed(MALLORY), named=9)), "ICDC-3") == "not judged"


def test_a_key_that_is_not_known_leaves_it_open() -> None:
    evidence = told(hashed(*ALL))
    alice(evidence)["devices"] = [companion(3, LAPTOP, 1)]
    assert missing(audited(evidence), "ICDC-3") == "the identity key at index 2 of account#1"


def test_a_short_hash_says_nothing() -> None:
    assert "8 bytes" in missing(audited(told(hashed(*ALL, length=7))), "ICDC-3")


def test_without_the_lists_nothing_is_compared() -> None:
    evidence = told(hashed(*ALL))
    del alice(evidence)["lists"]
    assert missing(audited(evidence), "ICDC-3") == "lists of account#1"
