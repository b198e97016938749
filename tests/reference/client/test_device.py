"""A device is what its store says: after a crash, after a refusal, and after it was closed."""

import sqlite3
import stat
from pathlib import Path

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.store import StoreError
from mdaudit.reference.sealing import KeyFile, Passphrase
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import NO_KEY, PRIMARY, IdentityKey, Index, RawId, Time
from tests.reference.scene import ALICE, BOB, LAPTOP, Scene, at

SECRET = KeyFile(b"k" * 32)
SERVER = "http://127.0.0.1:1"


def clock() -> Time:
    """Return the time of the scene's beginning."""
    return at(0)


def bobs_phone(folder: Path) -> Device:
    """Return a device that is registered as Bob's."""
    device = Device.create(folder / "bob.db", SECRET, "bobs-phone", SERVER, clock)
    with device.transaction():
        device.peer.set_up(BOB, device.keys.public, clock())
        device.peer.pin(BOB, device.keys.public, RawId(3), clock())
    return device


def reopened(device: Device) -> Device:
    """Return the same device in what could be another process."""
    device.store.close()
    return Device.open(device.store.path, SECRET, clock)


def knows_the_laptop(device: Device) -> Scene:
    """Let the device meet Alice and her laptop."""
    scene = Scene()
    with device.transaction():
        device.peer.pin(ALICE, scene.phone.identity_key, scene.phone.life, clock())
        device.peer.receive_list(ALICE, scene.with_laptop, clock())
        key = scene.laptop.identity_key
        device.peer.receive_device(ALICE, LAPTOP, key, scene.certificate, clock())
    return scene


def test_a_device_comes_back_as_it_was(tmp_path: Path) -> None:
    device = bobs_phone(tmp_path)
    scene = knows_the_laptop(device)
    with reopened(device) as again:
        s = again.party.state
        assert (again.account, again.index, again.is_primary) == (BOB, PRIMARY, True)
        assert again.keys == device.keys
        assert s.knows(again.name, ALICE, LAPTOP, scene.laptop.identity_key)
        held = s.held(again.name, ALICE)
        assert again.party.seen.octets(held.name) == scene.with_laptop
        assert held == device.party.state.held(again.name, ALICE)
        assert len(list(again.store.lines())) == len(device.party.log)


def test_what_a_crash_interrupts_has_not_happened(tmp_path: Path) -> None:
    device = bobs_phone(tmp_path)
    before = list(device.store.lines())

    def interrupted() -> None:
        with device.transaction():
            device.peer.pin(ALICE, IdentityKey(b"a" * 32), RawId(7), clock())
            device.store.put("session", b"new")
            device.store.post(b"a message")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert device.party.state.pin(device.name, ALICE) == NO_KEY
    with reopened(device) as again:
        assert again.party.state.pin(again.name, ALICE) == NO_KEY
        assert (again.store.get("session"), again.store.outbox()) == (None, [])
        assert list(again.store.lines()) == before


def test_a_refusal_is_stored_with_what_came_before_it(tmp_path: Path) -> None:
    device = bobs_phone(tmp_path)
    scene = knows_the_laptop(device)
    forged, key = scene.forged_certificate(scene.rogue), scene.intruder.public

    def refused() -> None:
        with device.transaction():
            device.store.put("session", b"advanced")
            device.peer.receive_device(ALICE, LAPTOP, key, forged, clock())

    with pytest.raises(Refused, match="DEV-1"):
        refused()
    with reopened(device) as again:
        assert again.store.get("session") == b"advanced"
        assert '"refused"' in list(again.store.lines())[-1]
        assert not again.party.state.knows(again.name, ALICE, LAPTOP, scene.intruder.public)


def test_facts_without_a_step_are_told_too(tmp_path: Path) -> None:
    device = bobs_phone(tmp_path)
    with device.transaction():
        device.party.note("corrupt", IdentityKey(b"a" * 32))
    with reopened(device) as again:
        assert again.party.state.corrupt(IdentityKey(b"a" * 32))
        assert '"noted"' in list(again.store.lines())[-1]


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    device = bobs_phone(tmp_path)
    device.store.close()
    assert stat.S_IMODE(device.store.path.stat().st_mode) == 0o600
    assert device.keys.private not in device.store.path.read_bytes()
    with pytest.raises(StoreError, match="a new file"):
        bobs_phone(tmp_path)


def test_another_secret_does_not_open_it(tmp_path: Path) -> None:
    device = bobs_phone(tmp_path)
    device.store.close()
    for secret in (KeyFile(b"l" * 32), Passphrase("k" * 32)):
        with pytest.raises(StoreError, match="passphrase or key file"):
            Device.open(device.store.path, secret, clock)


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0junk"])
def test_another_file_is_no_store(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"a whole store of this program, got .*; name another"):
        Device.open(path, SECRET, clock)
    with pytest.raises(StoreError, match="got a folder"):
        Device.open(tmp_path, SECRET, clock)
    with pytest.raises(StoreError, match="no file"):
        Device.open(tmp_path / "missing", SECRET, clock)


def test_a_store_that_cannot_be_made_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mdaudit.reference.client.store.TABLES", "CREATE NONSENSE;")
    with pytest.raises(sqlite3.OperationalError):
        bobs_phone(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_the_reason_that_is_given(tmp_path: Path) -> None:
    with bobs_phone(tmp_path) as bob:
        database = bob.store._database  # noqa: SLF001 - so small is no disk
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError, match="disk is full"), bob.transaction():
            bob.store.put("large", bytes(100_000))
        assert bob.store.get("large") is None


def test_two_processes_do_not_share_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdaudit.reference.client.store.WAIT", 0.05)
    device = bobs_phone(tmp_path)
    with pytest.raises(StoreError, match="no other process"):
        Device.open(device.store.path, SECRET, clock)
    device.store.close()


def test_what_was_stored_is_on_the_disk(tmp_path: Path) -> None:
    """Tests of the town do not wait for it; devices do."""
    with bobs_phone(tmp_path) as bob:
        database = bob.store._database  # noqa: SLF001 - a file does not remember it
        assert database.execute("PRAGMA synchronous").fetchone() == (2,)


def test_secrets_have_names(tmp_path: Path) -> None:
    with bobs_phone(tmp_path) as device:
        with device.store.transaction():
            device.store.put("session/b", b"2")
            device.store.put("session/a", b"1")
            device.store.put("other", b"3")
            device.store.drop("other")
        assert device.store.names("session/") == ["session/a", "session/b"]
        assert device.store.get("other") is None


def test_the_outbox_keeps_its_order_until_the_server_has_it(tmp_path: Path) -> None:
    with bobs_phone(tmp_path) as device:
        with device.store.transaction():
            device.store.post(b"first")
            device.store.post(b"second")
        (number, first), _ = device.store.outbox()
        assert first == b"first"
        with device.store.transaction():
            device.store.posted(number)
        assert [request for _, request in device.store.outbox()] == [b"second"]


def test_an_index_is_restored_as_what_it_was(tmp_path: Path) -> None:
    device = bobs_phone(tmp_path)
    with device.transaction():
        device.party.note("mark", device.name, ALICE, becomes=Index(4))
    with reopened(device) as again:
        assert again.party.state.mark(again.name, ALICE) == 4
