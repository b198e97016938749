"""Alice, Bob and Carol, with their devices, and what they do in one line each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Final

from mdaudit.reference.demo.process import Answer
from mdaudit.reference.demo.telling import Telling, copies, texts
from mdaudit.reference.demo.town import Device, Town
from mdaudit.spec.sorts import Account

ALICE: Final = Account("15550100001")
BOB: Final = Account("15550100002")
CAROL: Final = Account("15550100003")

Row = tuple[str, int]
"""A device as commands name it: account and number."""


class Person:
    """Somebody with an account: a phone, and companions by their numbers."""

    def __init__(self, town: Town, telling: Telling, name: str, account: Account) -> None:
        self._town = town
        self._telling = telling
        self.name = name
        self.account = account
        self.phone = self.new_device("phone")
        """The primary."""
        self.devices: dict[int, Device] = {0: self.phone}
        """The devices by their numbers: the phone is 0."""
        self._linked = 0
        telling.done(f"{name} registers", self.phone.register(account))

    def new_device(self, what: str) -> Device:
        """A device that belongs to no account yet."""
        return self._town.device(f"{self.name}'s {what}")

    def link(self, what: str) -> Device:
        """Link another companion.

        Raises:
            UnexpectedError: that failed, or it got another number than the next.
        """
        made = self.new_device(what)
        self._linked += 1
        number = self._linked
        self._town.later(1)
        for ended in self.phone.link(made):
            self._telling.done(f"{made.name} is linked", ended)
            said = f"linked: device {number} of {self.account}\n"
            self._telling.expect(f"{made.name} is linked", said, ended.out[-len(said) :])
        self.devices[number] = made
        return made

    def remove(self, number: int) -> Device:
        """Remove a companion, on the phone.

        Raises:
            UnexpectedError: that failed.
        """
        self._town.later(1)
        removed = self.phone.mdref("unlink", str(number))
        self._telling.done(f"{self.name} removes device {number}", removed)
        return self.devices.pop(number)

    def compares_codes(self, other: Person) -> None:
        """Read the digits on the other's phone, and compare them with one's own.

        Raises:
            UnexpectedError: they differ.
        """
        seen = self._telling.done("a code is shown", other.phone.mdref("verify", self.account))
        digits = seen.out.splitlines()[0].partition(": ")[2]
        compared = self.phone.mdref("verify", other.account, "--confirm", digits)
        self._telling.done("codes are compared", compared)
        self._telling.expect(
            "the contact is verified", "verified: yes", compared.out.split("\n")[1]
        )

    def rows(self) -> set[Row]:
        """All devices, as commands name them."""
        return {(str(self.account), number) for number in self.devices}

    def reads(self, text: str, *without: Device) -> list[str]:
        """Every device but these receives and shows just this text; returns their names.

        Raises:
            UnexpectedError: one shows something else.
        """
        reading = [one for one in self.devices.values() if one not in without]
        with ThreadPoolExecutor() as pool:
            answers = list(pool.map(Device.receive, reading))
        for one, answer in zip(reading, answers, strict=True):
            self._telling.done(f"{one.name} receives", answer)
            self._telling.expect(f"{one.name} shows", [text], texts(answer))
        return [one.name for one in reading]


def writes(telling: Telling, device: Device, to: Person, text: str, served: set[Row]) -> Answer:
    """A device writes to somebody; just these devices are served.

    Raises:
        UnexpectedError: it fails, or others are served.
    """
    sent = telling.done(f"{device.name} writes", device.send(to.account, text))
    telling.expect(f'copies of "{text}"', sorted(served), sorted(copies(sent)))
    return sent
