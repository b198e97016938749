"""Pre keys are stored before they are handed out, and used once."""

from pathlib import Path

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.pre_keys import (
    SIGNED_KEPT,
    make_pre_keys,
    own_pre_keys,
    use_up,
)
from mdaudit.reference.sealing import KeyFile
from mdaudit.reference.sessions import SignedPreKey
from tests.reference.scene import START


@pytest.fixture
def device(tmp_path: Path) -> Device:
    """A device without an account."""
    return Device.create(tmp_path / "d.db", KeyFile(b"k" * 32), "d", "http://x", lambda: START)


def test_the_private_halves_fit(device: Device) -> None:
    with device, device.transaction():
        made = make_pre_keys(device, 3)
        found = own_pre_keys(device)
        signed = found.signed(made.signed.id)
        assert signed is not None
        assert signed.public == made.signed.public
        for one in made.one_time:
            key = found.one_time(one.id)
            assert key is not None
            assert key.public == one.public
        public = SignedPreKey(made.signed.id, made.signed.public, made.signed.signature)
        assert public.is_signed_by(device.keys.public)


def test_no_number_is_given_twice(device: Device) -> None:
    with device, device.transaction():
        first = make_pre_keys(device, 2)
        for one in first.one_time:
            use_up(device, one.id)
        second = make_pre_keys(device, 2)
        numbers = [made.signed.id for made in (first, second)]
        numbers += [one.id for made in (first, second) for one in made.one_time]
        assert len(set(numbers)) == len(numbers) == 6


def test_what_was_used_is_gone(device: Device) -> None:
    with device, device.transaction():
        (one,) = make_pre_keys(device, 1).one_time
        use_up(device, one.id)
        assert own_pre_keys(device).one_time(one.id) is None
        assert own_pre_keys(device).one_time(10**6) is None


def test_older_signed_keys_are_kept_for_a_while(device: Device) -> None:
    with device, device.transaction():
        made = [make_pre_keys(device, 4).signed.id for _ in range(SIGNED_KEPT + 2)]
        kept = [number for number in made if own_pre_keys(device).signed(number) is not None]
        assert kept == made[2:]
