"""Two accounts with five devices each write hundreds of messages: each gets exactly its copies."""

from collections import Counter
from pathlib import Path

from mdaudit.reference.protocol.envelope import Kind, Outgoing, Submission
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.voice import Voice
from mdaudit.spec.sorts import Account, Index
from tests.reference.client.town import Resident, Town, a_town
from tests.reference.scene import ALICE, BOB

MESSAGES = 500
COMPANIONS = 4
BATCH = 50
"""Messages after which everybody receives."""


class Counting(Voice):
    """An honest server that remembers for whom it carried texts."""

    def __init__(self) -> None:
        self.carried: Counter[tuple[str, int]] = Counter()

    def carries(self, call: Call, submission: Submission, outgoing: Outgoing) -> bool:
        if outgoing.kind is not Kind.RETRY:
            self.carried[outgoing.to.account, outgoing.to.device] += 1
        return super().carries(call, submission, outgoing)


def household(town: Town, account: Account) -> list[Resident]:
    """Return five devices of an account; another was linked first, and removed."""
    phone = town.phone(account)
    town.laptop(phone)
    phone.remove(Index(1))
    return [phone, *(town.laptop(phone) for _ in range(COMPANIONS))]


def other(device: Resident) -> Account:
    """Return whom the device writes to."""
    return BOB if device.account == ALICE else ALICE


def test_each_device_gets_exactly_its_copies(tmp_path: Path) -> None:
    counting = Counting()
    with a_town(tmp_path, counting) as town:
        devices = household(town, ALICE) + household(town, BOB)
        for number in range(MESSAGES):
            sender = devices[number % len(devices)]
            sender.send(other(sender), f"text {number}")
            if number % BATCH == BATCH - 1:
                town.catch_up(*devices)
        expected = {f"text {number}": 1 for number in range(MESSAGES)}
        for device in devices:
            assert Counter(device.texts(other(device))) == expected
            assert device.notices(other(device)) == ""
            assert device.device.store.outbox() == []
    own = MESSAGES // len(devices)
    listed = {(str(one.account), int(one.device.index)) for one in devices}
    assert counting.carried == dict.fromkeys(listed, MESSAGES - own)
