"""Comparing over the real server: what the code is made of, and what a mark survives."""

from pathlib import Path

import pytest

from mdaudit.reference.client.linking.failures import PictureError
from mdaudit.reference.client.linking.qr_picture import read_qr, write_qr
from mdaudit.reference.client.verifying import (
    NotComparableError,
    ask_for_both,
    code_with,
    compare_digits,
    compare_picture,
    is_verified,
    show_picture,
)
from mdaudit.reference.signed.fingerprint import (
    CombinedFingerprint,
    decode_fingerprint,
    encode_fingerprint,
)
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.security_code import Fingerprinted
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import NO_KEY, Account, IdentityKey
from tests.reference.client.family import meet, welcomed
from tests.reference.client.town import Resident, Town
from tests.reference.scene import ALICE, BOB, LAPTOP


class Pair:
    """The phones of Alice and Bob."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.alice, self.bob = town.phone(ALICE), town.phone(BOB)

    def code(self, resident: Resident, other: Account) -> str:
        """Return the code that a device shows, after it asked for both lists."""
        ask_for_both(resident.device, resident.remote, other)
        return code_with(resident.device, other)

    def alice_compares(self) -> None:
        """Let Alice type what Bob's phone shows."""
        self.code(self.alice, BOB)
        seen = self.code(self.bob, ALICE)
        compare_digits(self.alice.device, self.alice.remote, BOB, seen)


@pytest.fixture
def pair(town: Town) -> Pair:
    return Pair(town)


def test_every_device_of_both_users_is_in_the_code(pair: Pair) -> None:
    codes = [pair.code(pair.alice, BOB)]
    for phone in (pair.alice, pair.bob):
        laptop = welcomed(pair.town, phone)
        other = BOB if phone is pair.alice else ALICE
        codes.append(pair.code(pair.alice, BOB))
        assert codes[-1] == pair.code(pair.bob, ALICE) == pair.code(laptop, other)
    assert len(set(codes)) == 3
    pair.alice.remove(LAPTOP)
    assert pair.code(pair.bob, ALICE) not in codes


def test_a_mark_survives_linking_and_removing(pair: Pair) -> None:
    pair.alice_compares()
    assert is_verified(pair.alice.device, BOB)
    welcomed(pair.town, pair.bob)
    pair.bob.remove(LAPTOP)
    pair.code(pair.alice, BOB)
    assert is_verified(pair.alice.device, BOB)


def test_a_new_companion_is_told_of_the_mark(pair: Pair) -> None:
    pair.alice_compares()
    laptop = welcomed(pair.town, pair.alice)
    assert is_verified(laptop.device, BOB)


def test_what_a_companion_compared_is_its_own_mark(pair: Pair) -> None:
    laptop = welcomed(pair.town, pair.alice)
    seen = pair.code(pair.bob, ALICE)
    assert pair.code(laptop, BOB) == seen
    compare_digits(laptop.device, laptop.remote, BOB, seen)
    meet(laptop, pair.alice)
    assert is_verified(laptop.device, BOB)
    assert not is_verified(pair.alice.device, BOB)


def test_a_device_that_the_server_hides_is_noticed(pair: Pair) -> None:
    """Bob links a laptop, and Alice is not shown it: the codes differ."""
    pair.code(pair.alice, BOB)
    welcomed(pair.town, pair.bob)
    seen = pair.code(pair.bob, ALICE)
    with pytest.raises(Refused, match="VER-4"):
        compare_digits(pair.alice.device, pair.alice.remote, BOB, seen)
    assert not is_verified(pair.alice.device, BOB)


def test_a_listed_device_without_a_key_cannot_be_compared(
    pair: Pair,
) -> None:
    welcomed(pair.town, pair.bob)
    pair.code(pair.alice, BOB)
    device = pair.alice.device
    with device.transaction():
        device.party.note("key_at", device.name, BOB, LAPTOP, becomes=NO_KEY)
    with pytest.raises(NotComparableError, match="device 1 of 15550100002"):
        code_with(device, BOB)


def test_a_picture_is_compared(pair: Pair, tmp_path: Path) -> None:
    pair.code(pair.alice, BOB)
    pair.code(pair.bob, ALICE)
    picture = tmp_path / "code.png"
    show_picture(pair.bob.device, ALICE, picture)
    compare_picture(pair.alice.device, pair.alice.remote, BOB, picture)
    assert is_verified(pair.alice.device, BOB)


def test_a_picture_with_another_key_is_refused(pair: Pair, tmp_path: Path) -> None:
    """Somebody in the middle has shown each of them a key of their own."""
    pair.code(pair.alice, BOB)
    pair.code(pair.bob, ALICE)
    picture = tmp_path / "code.png"
    show_picture(pair.bob.device, ALICE, picture)
    honest = decode_fingerprint(read_qr(picture))
    other = Fingerprinted(honest.remote.name, (IdentityKey(b"m" * 32),))
    write_qr(encode_fingerprint(CombinedFingerprint(honest.local, other)), picture)
    with pytest.raises(Refused, match="VER-4"):
        compare_picture(pair.alice.device, pair.alice.remote, BOB, picture)
    assert not is_verified(pair.alice.device, BOB)


def test_other_pictures_are_none_of_a_comparison(pair: Pair, tmp_path: Path) -> None:
    picture = tmp_path / "code.png"
    write_qr(b"no code", picture)
    with pytest.raises(Malformed):
        compare_picture(pair.alice.device, pair.alice.remote, BOB, picture)
    picture.write_bytes(b"no picture")
    with pytest.raises(PictureError, match="a picture of a QR code"):
        compare_picture(pair.alice.device, pair.alice.remote, BOB, picture)
