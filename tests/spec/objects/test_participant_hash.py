"""Participant hashes: recorded ones, and that the order of devices does not matter."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects.device_address import DeviceAddress, decode_device_address
from mdaudit.spec.objects.participant_hash import participant_hash
from tests.spec.objects.support import cases

RECORDED = cases("participant_hash.json")

# Computed from the definition; the first is also in the list of common words.
PUBLISHED = {
    (): "2:47DEQpj8",
    ("5511999999999.0:3@s.whatsapp.net",): "2:5s+YxCff",
    ("5511999999999.0:0@s.whatsapp.net",): "2:RJWVxcMQ",
    ("5511988887777.0:14@s.whatsapp.net", "7469250125917.0:21@s.whatsapp.net"): "2:AAv/hwhn",
}


def hash_of(devices: list[str]) -> str:
    return participant_hash({decode_device_address(device) for device in devices})


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["id"])
def test_recorded_hashes_are_the_same(case: dict[str, Any]) -> None:
    assert hash_of(case["devices"]) == case["hash"]


@pytest.mark.parametrize("devices", PUBLISHED, ids=len)
def test_published_hashes_are_the_same(devices: tuple[str, ...]) -> None:
    assert hash_of(list(devices)) == PUBLISHED[devices]


@given(st.data(), st.sampled_from(RECORDED))
def test_any_order_gives_the_same_hash(data: st.DataObject, case: dict[str, Any]) -> None:
    assert hash_of(data.draw(st.permutations(case["devices"]))) == case["hash"]


@pytest.mark.parametrize(
    "other",
    [DeviceAddress("2", 3, "lid"), DeviceAddress("1", 4, "lid"), DeviceAddress("1", 3, "hosted")],
)
def test_every_part_of_an_address_counts(other: DeviceAddress) -> None:
    assert participant_hash({other}) != participant_hash({DeviceAddress("1", 3, "lid")})
