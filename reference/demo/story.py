"""Honest days: two people, their devices, a phone that is off, a full house, a removal."""

from __future__ import annotations

from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.demo.people import ALICE, BOB, Person, writes
from mdaudit.reference.demo.telling import Telling, rules, texts
from mdaudit.reference.demo.town import Device, Town

WEEK = 7 * 24 * 3600
"""Seconds."""


class Story:
    """What happens in a town with an honest server."""

    def __init__(self, town: Town, telling: Telling) -> None:
        self._town = town
        self._telling = telling

    def tell(self) -> None:
        """Tell all of it.

        Raises:
            UnexpectedError: it went otherwise.
        """
        self._meet()
        self._write_to_all()
        self._leave_the_phone_off()
        self._fill_the_house()
        self._write_to_a_group()
        self._remove()

    def _meet(self) -> None:
        told = self._telling
        told.act("1. Alice and Bob register, and each links a companion.")
        self.alice = Person(self._town, told, "Alice", ALICE)
        self.bob = Person(self._town, told, "Bob", BOB)
        told.tell(f"Alice's phone is {ALICE}, Bob's phone is {BOB}; the server believes them.")
        self._town.later(1)
        self.laptop, self.tablet = self.alice.link("laptop"), self.bob.link("tablet")
        told.tell("Alice's laptop shows a QR code, her phone reads the picture and signs:")
        told.tell(f"  device 1 of {ALICE}. In the same way Bob's tablet: device 1 of {BOB}.")

    def _write_to_all(self) -> None:
        told = self._telling
        told.act("2. A message gets to every device of both.")
        everybody = self.alice.rows() | self.bob.rows()
        text = "Lunch at noon?"
        writes(told, self.bob.phone, self.alice, text, everybody - {(BOB, 0)})
        shown = self.alice.reads(text) + self.bob.reads(text, self.bob.phone)
        told.tell(f'Bob\'s phone writes "{text}", encrypted three times, once for each device.')
        told.tell(f"Shown on {_and(shown)}.")

    def _leave_the_phone_off(self) -> None:
        told = self._telling
        told.act("3. Alice's phone is off for a week. Her laptop needs it for nothing.")
        self._town.later(WEEK)
        everybody = self.alice.rows() | self.bob.rows()
        text = "My phone is broken"
        writes(told, self.laptop, self.bob, text, everybody - {(ALICE, 1)})
        told.tell(f'Alice\'s laptop writes "{text}": shown on {_and(self.bob.reads(text))}.')
        text = "Take your time"
        writes(told, self.tablet, self.alice, text, everybody - {(BOB, 1)})
        shown = self.alice.reads(text, self.alice.phone) + self.bob.reads(text, self.tablet)
        told.tell(f'Bob\'s tablet answers "{text}": shown on {_and(shown)}.')
        late = told.done("Alice's phone receives", self.alice.phone.receive())
        told.expect("the phone shows both", ["My phone is broken", text], texts(late))
        told.tell("The phone is switched on and shows both.")

    def _fill_the_house(self) -> None:
        told = self._telling
        told.act("4. Four companions are the most.")
        for what in ("tablet", "desktop", "work laptop"):
            self.alice.link(what)
        told.tell(f"Alice links three more: devices {sorted(self.alice.devices)[1:]}.")
        fifth = self.alice.new_device("television")
        refused, _ = self.alice.phone.link(fifth)
        told.expect("a fifth companion is refused by", ["LINK-5"], rules([refused.err]))
        told.tell(f"A fifth shows its code to the phone, which answers: {_reason(refused.err)}")

    def _write_to_a_group(self) -> None:
        told = self._telling
        told.act("5. A group of both: one ciphertext, under a key that its readers were given.")
        told.done("Bob's tablet hears of new devices", self.tablet.receive())
        text = "Dinner on Friday"
        sent = self.tablet.mdref("group", "friends", text, "--member", ALICE)
        told.done("Bob's tablet writes", sent)
        readers = len(self.alice.devices) + len(self.bob.devices) - 1
        told.expect("readers", readers, sent.out.count("\nreader: "))
        told.tell(f'Bob\'s tablet begins the group and writes "{text}" for {readers} devices.')
        shown = self.alice.reads(text) + self.bob.reads(text, self.tablet)
        told.tell(f"Shown on {_and(shown)}.")

    def _remove(self) -> None:
        told = self._telling
        told.act("6. Alice removes her laptop from afar: on her phone.")
        gone = self.alice.remove(1)
        told.done("Bob's phone asks for her list", self.bob.phone.receive())
        text = "Not for the laptop"
        served = self.alice.rows() | self.bob.rows() - {(BOB, 0)}
        writes(told, self.bob.phone, self.alice, text, served)
        told.tell(f'Bob\'s phone writes "{text}": {len(served)} copies, none for the laptop.')
        told.tell(f"Shown on {_and(self.alice.reads(text))}.")
        self._is_out(gone)

    def _is_out(self, gone: Device) -> None:
        told = self._telling
        answer = gone.receive()
        told.expect("what the laptop gets", (ExitCode.UNUSABLE, ""), (answer.code, answer.out))
        told.tell(f"The laptop connects, and is told: {_reason(answer.err)}")


def _and(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _reason(error: str) -> str:
    """What a command complained about, without the numbers of the occasion."""
    return error.removeprefix("mdref: ").partition(": expected")[0].strip()
