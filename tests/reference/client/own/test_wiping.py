"""After the end nothing of a device can be opened."""

import sqlite3
from contextlib import closing
from pathlib import Path

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


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE facts SET value = 'nonsense'",
        "UPDATE facts SET function = function || 'nonsense'",
        "UPDATE objects SET spelled = 'nonsense'",
        "UPDATE objects SET spelled = '{}'",
        "DELETE FROM objects",
        "DROP TABLE facts",
        "DROP TABLE sealed",
        "DELETE FROM vault",
        "UPDATE vault SET header = x'00'",
    ],
)
def test_a_damaged_store_is_told(town: Town, damage: str) -> None:
    path = closed(town)
    change(path, damage)
    for _ in range(2):
        with pytest.raises(StoreError, match="expected a whole store of this program, got"):
            open_device(path, SECRET, town.clock)


def test_a_store_of_another_version_is_told(town: Town) -> None:
    path = closed(town)
    change(path, "PRAGMA user_version = 2")
    with pytest.raises(StoreError, match="expected a store of version 1, got version 2; open it"):
        open_device(path, SECRET, town.clock)


def closed(town: Town) -> Path:
    """Return the store of a phone that was put away."""
    with registered(town) as phone:
        return phone.store.path


def change(path: Path, statement: str) -> None:
    """Change a store behind the back of its device."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()


def test_a_device_in_use_is_not_wiped_by_looking(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mdaudit.reference.client.store.WAIT", 0.05)
    with (
        new_device(town, "phone") as phone,
        pytest.raises(StoreError, match="no other process"),
    ):
        open_device(phone.store.path, SECRET, town.clock)
