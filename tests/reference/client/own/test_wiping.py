"""After the end nothing of a device can be opened."""

import pytest

from mdaudit.reference.client.own.wiping import WipedError, open_device, wipe
from mdaudit.reference.client.store import Store, StoreError
from tests.reference.client.newcomers import new_device, registered
from tests.reference.client.town import SECRET, Town


def test_a_device_is_opened_until_it_is_wiped(town: Town) -> None:
    phone = registered(town)
    phone.store.close()
    with open_device(phone.store.path, SECRET, town.clock) as again:
        assert again.keys == phone.keys
        with again.transaction():
            again.store.post(b"a request")
        wipe(again, "one that was given away")
        assert again.store.outbox() == []
        assert again.store.get("identity") is None
    with pytest.raises(WipedError, match="one that was given away"):
        open_device(phone.store.path, SECRET, town.clock)


def test_a_store_without_a_device_is_told(town: Town) -> None:
    Store.create(town.folder / "empty.db", SECRET).close()
    for _ in range(2):
        with pytest.raises(StoreError, match="unfinished store"):
            open_device(town.folder / "empty.db", SECRET, town.clock)


def test_a_device_in_use_is_not_wiped_by_looking(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mdaudit.reference.client.store.WAIT", 0.05)
    with (
        new_device(town, "phone") as phone,
        pytest.raises(StoreError, match="no other process"),
    ):
        open_device(phone.store.path, SECRET, town.clock)
