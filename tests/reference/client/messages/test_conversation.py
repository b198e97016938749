"""Lines are kept in order, sealed, and a notice is not repeated at once."""

from pathlib import Path

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.conversation import (
    Line,
    Origin,
    chats,
    conversation,
    tell,
    write_down,
)
from mdaudit.reference.sealing import KeyFile
from tests.reference.scene import ALICE, BOB, START


@pytest.fixture
def device(tmp_path: Path) -> Device:
    """A device without an account."""
    return Device.create(tmp_path / "d.db", KeyFile(b"k" * 32), "d", "http://x", lambda: START)


def test_lines_come_back_in_order(device: Device) -> None:
    lines = [Line(ALICE, Origin.OTHER, START, f"line {n}", ALICE, 1, f"{n}") for n in range(12)]
    with device, device.transaction():
        for line in lines:
            write_down(device, line)
        write_down(device, Line(BOB, Origin.OWN, START, "to Bob"))
        assert conversation(device, ALICE) == lines
        assert chats(device) == [ALICE, BOB]
        assert conversation(device, "nobody") == []


def test_no_text_is_in_the_clear(device: Device) -> None:
    with device, device.transaction():
        write_down(device, Line(ALICE, Origin.OTHER, START, "a secret text"))
    assert b"a secret text" not in device.store.path.read_bytes()


def test_a_notice_is_not_repeated_at_once(device: Device) -> None:
    with device, device.transaction():
        for text in ("careful", "careful", "really", "careful"):
            tell(device, ALICE, text)
        assert [line.text for line in conversation(device, ALICE)] == [
            "careful",
            "really",
            "careful",
        ]
