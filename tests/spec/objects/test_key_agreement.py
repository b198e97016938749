"""X25519: the standard's example, and the keys with which everybody shares zero."""

import pytest

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.key_agreement import shared_secret
from mdaudit.spec.objects.signature import FIELD_PRIME, LOW_ORDER_COORDINATES
from tests.spec.objects.support import COMPANION, PRIMARY


def test_the_example_of_the_standard() -> None:  # RFC 7748, 5.2
    private = bytes.fromhex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4")
    public = bytes.fromhex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")
    expected = "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"
    assert shared_secret(private, public).hex() == expected


def test_both_sides_share_the_same() -> None:
    shared = shared_secret(PRIMARY.private, COMPANION.public)
    assert shared == shared_secret(COMPANION.private, PRIMARY.public)


LOW_ORDER = [
    spelled
    for coordinate in LOW_ORDER_COORDINATES
    for spelled in (coordinate, coordinate + FIELD_PRIME, coordinate + 2**255)
    if spelled < 2**255 or spelled - 2**255 == coordinate
]


@pytest.mark.parametrize("coordinate", LOW_ORDER)
def test_a_key_of_low_order_is_refused_in_every_spelling(coordinate: int) -> None:
    with pytest.raises(Malformed, match="expected a key of full order, got one of low order"):
        shared_secret(PRIMARY.private, coordinate.to_bytes(32, "little"))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_the_callers_fault(length: int) -> None:
    with pytest.raises(ValueError, match="32"):
        shared_secret(PRIMARY.private, bytes(length))
    with pytest.raises(ValueError, match="32"):
        shared_secret(bytes(length), PRIMARY.public)
