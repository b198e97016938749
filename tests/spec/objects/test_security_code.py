"""Security codes: recorded ones, from both sides and in any order of keys."""

from typing import Any

import pytest

from mdaudit.spec.objects.security_code import Fingerprinted, half_of, security_code
from mdaudit.spec.sorts import IdentityKey
from tests.spec.objects.support import COMPANION, PRIMARY, cases

RECORDED = cases("security_code.json")
ONE = Fingerprinted(b"15551230001", (PRIMARY.public,))
OTHER = Fingerprinted(b"15551230002", (COMPANION.public,))


def fingerprinted(case: dict[str, Any], side: str) -> Fingerprinted:
    keys = [bytes.fromhex(key) for key in case[f"{side}_keys"]]
    assert {key[:1] for key in keys} == {b"\x05"}
    return Fingerprinted(
        bytes.fromhex(case[f"{side}_id"]), [IdentityKey(key[1:]) for key in reversed(keys)]
    )


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["id"])
def test_recorded_codes_are_the_same_from_both_sides(case: dict[str, Any]) -> None:
    local, remote = fingerprinted(case, "local"), fingerprinted(case, "remote")
    assert security_code(local, remote, case["iterations"]) == case["displayable"]
    assert security_code(remote, local, case["iterations"]) == case["displayable"]


def test_the_record_has_users_with_one_key_and_with_several() -> None:
    numbers = {len(case[f"{side}_keys"]) for case in RECORDED for side in ("local", "remote")}
    assert {1, 2, 32} <= numbers


def test_a_code_has_sixty_digits() -> None:
    code = security_code(ONE, OTHER)
    assert len(code) == 60
    assert code.isdecimal()


@pytest.mark.parametrize(
    "changed",
    [
        Fingerprinted(ONE.name, (COMPANION.public,)),
        Fingerprinted(ONE.name, (*ONE.keys, COMPANION.public)),
        Fingerprinted(OTHER.name, ONE.keys),
    ],
    ids=["another key", "one key more", "another name"],
)
def test_whatever_changes_changes_the_half(changed: Fingerprinted) -> None:
    assert half_of(changed) != half_of(ONE)


@pytest.mark.parametrize("keys", [(), (b"\x05" + PRIMARY.public,), (bytes(31),)])
def test_a_user_without_raw_keys_has_no_code(keys: tuple[IdentityKey, ...]) -> None:
    with pytest.raises(ValueError, match="expected keys of 32 bytes"):
        half_of(Fingerprinted(b"1", keys))
