"""The signed strings of all kinds: none is also of another kind, and each is read in one way."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import (
    Malformed,
    account_signature_string,
    decode_signed_device_identity,
    device_list_string,
    device_signature_string,
    linking_mac_input,
    prefixes,
)
from mdaudit.spec.sorts import IdentityKey
from tests.spec.objects.support import COMPANION, PRIMARY, linking_payload

KEYS = st.binary(min_size=32, max_size=32).map(IdentityKey)
NUMBER_OF_KEYS = {
    prefixes.ACCOUNT_SIGNATURE: 1,
    prefixes.HOSTED_ACCOUNT_SIGNATURE: 1,
    prefixes.DEVICE_SIGNATURE: 2,
    prefixes.HOSTED_DEVICE_SIGNATURE: 2,
    prefixes.DEVICE_LIST: 0,
    prefixes.HOSTED_DEVICE_LIST: 0,
}
SERIALISED_KEY_TYPE = b"\x05"
"""What the signed string of a pre key starts with."""

Parts = tuple[bytes, bytes, tuple[bytes, ...]]


def read_back(string: bytes) -> Parts:
    """Return prefix, details and keys of a signed string."""
    prefix, rest = string[:2], string[2:]
    end = len(rest) - 32 * NUMBER_OF_KEYS[prefix]
    return prefix, rest[:end], tuple(rest[at : at + 32] for at in range(end, len(rest), 32))


@st.composite
def signed_strings(draw: st.DrawFn) -> tuple[bytes, Parts]:
    """Return a signed string of any kind, with what went into it."""
    details, hosted = draw(st.binary(max_size=120)), draw(st.booleans())
    companion, primary = draw(KEYS), draw(KEYS)
    account, device, listed = (
        (b"\x06\x05", b"\x06\x06", b"\x06\x07")
        if hosted
        else (b"\x06\x00", b"\x06\x01", b"\x06\x02")
    )
    return draw(
        st.sampled_from(
            [
                (
                    account_signature_string(details, companion, hosted=hosted),
                    (account, details, (companion,)),
                ),
                (
                    device_signature_string(details, companion, primary, hosted=hosted),
                    (device, details, (companion, primary)),
                ),
                (device_list_string(details, hosted=hosted), (listed, details, ())),
            ]
        )
    )


@given(signed_strings())
def test_a_signed_string_is_read_back_in_one_way(made: tuple[bytes, Parts]) -> None:
    string, parts = made
    assert read_back(string) == parts


@given(signed_strings(), signed_strings())
def test_two_signed_strings_are_equal_only_if_they_say_the_same(
    first: tuple[bytes, Parts], second: tuple[bytes, Parts]
) -> None:
    assert (first[0] == second[0]) == (first[1] == second[1])


def test_no_prefix_starts_another_signed_string() -> None:
    kinds = [*NUMBER_OF_KEYS, SERIALISED_KEY_TYPE]
    assert not any(a.startswith(b) or b.startswith(a) for a, b in combinations(kinds, 2))


def test_the_strings_are_those_of_the_published_protocol() -> None:
    companion, primary = COMPANION.public, PRIMARY.public
    assert account_signature_string(b"D", companion, hosted=False) == b"\x06\x00D" + companion
    assert account_signature_string(b"D", companion, hosted=True) == b"\x06\x05D" + companion
    expected = b"\x06\x01D" + companion + primary
    assert device_signature_string(b"D", companion, primary, hosted=False) == expected
    assert device_list_string(b"D", hosted=False) == b"\x06\x02D"


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_never_signed(length: int) -> None:
    wrong = IdentityKey(bytes(length))
    with pytest.raises(ValueError, match="raw key of 32 bytes"):
        account_signature_string(b"", wrong, hosted=False)
    with pytest.raises(ValueError, match="raw key of 32 bytes"):
        device_signature_string(b"", COMPANION.public, wrong, hosted=False)


def test_the_inputs_of_the_linking_hmac_are_disjoint() -> None:
    inner = linking_payload().inner
    assert linking_mac_input(inner, hosted=False) == inner
    assert linking_mac_input(inner, hosted=True) == b"\x06\x05" + inner
    with pytest.raises(Malformed):
        decode_signed_device_identity(linking_mac_input(inner, hosted=True))
