"""Real processes, ended by SIGKILL at times that nobody chose: clients, and the server under them.

What a client has printed as sent is shown once on every device, in the end.
"""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from mdaudit.reference.client.device import Device as OpenDevice
from mdaudit.reference.client.messages.conversation import Origin, conversation
from mdaudit.reference.clock import system_clock
from mdaudit.reference.demo.process import Process
from mdaudit.reference.demo.town import Device, Town
from mdaudit.reference.sealing import KeyFile
from mdaudit.spec.sorts import Account
from tests.reference.scene import ALICE, BOB

KILLS = 16
"""In each test."""

LONGEST = 0.3
"""Seconds that a process lives at most: it would be done in about half of that."""


class Killed:
    """Alice has a phone and a laptop, Bob has a phone; each is a process when it does something."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.random = Random(7)  # noqa: S311 - moments, not secrets
        self.phone, self.laptop, self.bob = map(town.device, ("phone", "laptop", "bob"))
        for device, account in ((self.phone, ALICE), (self.bob, BOB)):
            assert device.register(account).code == 0
        town.later(1)
        assert [ended.code for ended in self.phone.link(self.laptop)] == [0, 0]
        assert self.bob.send(ALICE, "first").code == 0
        self.said = ["first"]

    def kill(self, process: Process) -> None:
        """End a process after some time."""
        time.sleep(self.random.uniform(0, LONGEST))
        process.kill()

    def bob_says(self, text: str) -> Process:
        """Let Bob's phone write."""
        return self.bob.start("send", ALICE, text, "--json")

    def heard(self, text: str, process: Process) -> None:
        """What a process has printed as sent is said, however it ended."""
        if is_sent(process.finished().out):
            self.said.append(text)

    def shown(self, device: Device, chat: Account) -> Counter[str]:
        """How often a device shows each text, once everybody has received everything."""
        assert device.receive().code == 0
        secret = KeyFile(device.key_file.read_bytes())
        with OpenDevice.open(device.store, secret, system_clock) as opened:
            lines = conversation(opened, chat)
            return Counter(line.text for line in lines if line.origin is not Origin.NOTICE)

    def nothing_is_lost_or_doubled(self) -> None:
        """Everybody shows what Bob said, each text once, and no two devices differ."""
        assert self.bob.receive().code == 0  # and hands over what waits
        written = self.shown(self.bob, ALICE)
        assert set(written.values()) == {1}
        assert set(self.said) <= set(written)
        for device in (self.phone, self.laptop):
            assert self.shown(device, BOB) == written


def is_sent(out: str) -> bool:
    """Whether a command has printed that a message is written."""
    return '"message"' in out


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[Killed]:
    with Town(tmp_path / "town") as town:
        yield Killed(town)


def test_senders_are_killed(killed: Killed) -> None:
    for number in range(KILLS):
        process = killed.bob_says(f"text {number}")
        if number % 2:
            process.wait_for(is_sent)  # now it hands over
        killed.kill(process)
        killed.heard(f"text {number}", process)
    assert len(killed.said) > KILLS / 2
    killed.nothing_is_lost_or_doubled()


def test_receivers_are_killed(killed: Killed) -> None:
    for number in range(KILLS):
        killed.heard(f"text {number}", killed.bob_says(f"text {number}"))
        killed.kill(killed.laptop.start("receive"))
    assert len(killed.said) == KILLS + 1
    killed.nothing_is_lost_or_doubled()


def test_servers_are_killed(killed: Killed) -> None:
    for number in range(KILLS):
        sending = killed.bob_says(f"text {number}")
        receiving = killed.laptop.start("receive")
        time.sleep(killed.random.uniform(0, LONGEST))
        killed.town.kill_server()
        killed.heard(f"text {number}", sending)
        receiving.finished()
    killed.nothing_is_lost_or_doubled()
