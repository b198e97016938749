"""App state: the account's patches, in order and without a gap."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from mdaudit.reference.protocol.app_state import Patches, StoredPatch
from mdaudit.reference.protocol.notice import PatchWritten
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.reached import RefusedError

FIRST, SECOND = StoredPatch(1, b"first"), StoredPatch(2, b"second")


def patches(device: Phone | Companion, after: str = "0") -> tuple[StoredPatch, ...]:
    shown: Patches = device.ask("GET", f"/app-state?after={after}", kind=Patches)
    return shown.patches


def test_the_accounts_devices_read_patches_in_order(
    phone: Phone, laptop: Companion, bob: Phone
) -> None:
    phone.ask("POST", "/app-state", FIRST)
    laptop.ask("POST", "/app-state", SECOND)
    assert patches(laptop) == (FIRST, SECOND)
    assert patches(phone, "1") == (SECOND,)
    assert patches(bob) == ()


def test_the_other_devices_are_told(phone: Phone, laptop: Companion) -> None:
    phone.ask("POST", "/app-state", FIRST)
    assert laptop.notices()[-1] == PatchWritten(1)
    assert PatchWritten(1) not in phone.notices()


def test_only_the_next_version_is_taken(phone: Phone) -> None:
    with pytest.raises(RefusedError, match="409 not the next patch"):
        phone.ask("POST", "/app-state", SECOND)
    for _ in range(2):
        phone.ask("POST", "/app-state", FIRST)
    with pytest.raises(RefusedError, match="409 not the next patch"):
        phone.ask("POST", "/app-state", StoredPatch(1, b"other"))
    assert patches(phone) == (FIRST,)


def test_of_two_that_write_at_once_one_is_refused(phone: Phone, laptop: Companion) -> None:
    devices = (phone, laptop)
    assert all(device.token for device in devices)

    def write(device: Phone | Companion) -> int:
        patch = StoredPatch(1, str(device.address.device).encode())
        return phone.world.request("POST", "/app-state", patch, token=device.token).status_code

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(write, devices)) == [204, 409]
    assert len(patches(phone)) == 1


def test_a_version_is_a_number(phone: Phone) -> None:
    for after in ("first", "-1"):
        with pytest.raises(RefusedError, match="400 unreadable"):
            patches(phone, after)
