"""Device addresses: their spellings, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.device_address import DeviceAddress, decode_device_address

ADDRESSES = st.builds(
    DeviceAddress,
    st.from_regex(r"[0-9]{1,20}", fullmatch=True),
    st.integers(0, 2**16 - 1),
    st.sampled_from(["s.whatsapp.net", "lid", "hosted", "hosted.lid"]),
)


@given(ADDRESSES)
def test_the_full_spelling_is_read_back(address: DeviceAddress) -> None:
    assert decode_device_address(address.in_full()) == address
    assert decode_device_address(address.in_full().replace(".0:", ":")) == address


def test_the_primary_needs_no_number() -> None:
    assert decode_device_address("1@lid") == DeviceAddress("1", 0, "lid")


REFUSED = {
    "nothing": "",
    "no user": ":1@lid",
    "no server": "1:2",
    "empty server": "1:2@",
    "two servers": "1:2@lid@lid",
    "letters": "one:2@lid",
    "digits of another script": "\N{ARABIC-INDIC DIGIT ONE}:2@lid",
    "another agent": "1.1:2@lid",
    "device with a zero in front": "1:02@lid",
    "negative device": "1:-2@lid",
    "device of 17 bits": "1:65536@lid",
    "server with a digit": "1:2@lid2",
    "line feed": "1:2@lid\n",
    "user of 21 digits": f"{'1' * 21}@lid",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_address_is_refused(name: str) -> None:
    with pytest.raises(Malformed, match="expected user:device@server"):
        decode_device_address(REFUSED[name])


@pytest.mark.parametrize(
    ("user", "device", "server"),
    [("", 0, "lid"), ("a", 0, "lid"), ("1", -1, "lid"), ("1", 2**16, "lid"), ("1", 0, "1")],
)
def test_the_caller_cannot_make_what_would_be_refused(user: str, device: int, server: str) -> None:
    with pytest.raises(ValueError, match="expected user, device and server"):
        DeviceAddress(user, device, server)
