"""Alice removes a laptop that was stolen, and the server hides that from Bob."""

from __future__ import annotations

from abc import abstractmethod

from mdaudit.reference.demo.attacks.attack import LAPTOP, Attack
from mdaudit.reference.demo.eavesdropper import Eavesdropper
from mdaudit.reference.demo.theft import copied, thief_with
from mdaudit.reference.sealing import KeyFile
from mdaudit.spec.policy import DAY, HOUR, Policy

WHOSE = "all keys of the stolen laptop"


class Keeping(Attack):
    """Bob wrote to the laptop before it was stolen."""

    def happen(self) -> None:
        """The laptop is stolen, and removed; then what the mode does."""
        self.turn()
        self.bob_writes("Before the theft", {0, 1, 2})
        self.alice.reads("Before the theft")
        self.written.clear()
        thief = self._steal()
        self.alice.remove(LAPTOP)
        self.telling.tell("Alice's laptop is stolen; she removes it on her phone.")
        self.after_removal(thief)

    @abstractmethod
    def after_removal(self, thief: Eavesdropper) -> None:
        """What the server does when the laptop is removed."""

    def _steal(self) -> Eavesdropper:
        laptop = self.alice.devices[LAPTOP]
        copy = copied(laptop.store, laptop.store.with_suffix(".stolen"))
        return thief_with(copy, KeyFile(laptop.key_file.read_bytes()))


class ReplayedList(Keeping):
    """The old list again, for who holds the new one."""

    mode = "replayed-list"
    tries = "the list from before a removal again, when Bob's phone has the newer one"

    def after_removal(self, thief: Eavesdropper) -> None:
        """Bob's phone asks for the list once more when Alice links another device."""
        self.alice.link("desktop")
        self.telling.done("Bob's phone hears of changes", self.bob.phone.receive())
        self.answered("LIST-3")
        self.bob_writes("After the theft", {0, 2, 3})
        self.overheard(thief, [], WHOSE)


class WithheldList(Keeping):
    """The new list is kept from Bob, but a message of Alice's arrives."""

    mode = "withheld-list"
    tries = "never a newer list than Bob's phone saw first"

    def after_removal(self, thief: Eavesdropper) -> None:
        """A message of Alice's says how new her list is, and Bob's phone waits two days for it."""
        self.town.later(HOUR)
        told = self.telling
        told.done("Alice's phone writes", self.alice.phone.send(self.bob.account, "New list!"))
        told.done("Bob's phone receives", self.bob.phone.receive())
        self.bob_writes("Within two days", {0, 1, 2})
        self.town.later(Policy().deadline + 2 * HOUR)
        self.bob_writes("After two days", {0})
        told.tell("A message of Alice's phone names her newer list; two days pass without it.")
        self.left_out("FAN-3")
        self.overheard(thief, ["Within two days"], WHOSE)


class HiddenRemoval(Keeping):
    """Nobody hears of the removal at all."""

    mode = "hidden-removal"
    tries = "a removal that nobody hears of, and no message of Alice's gets to Bob"

    def after_removal(self, thief: Eavesdropper) -> None:
        """The list that Bob's phone holds expires by its own date."""
        self.town.later(30 * DAY)
        self.telling.done("Bob's phone renews its list", self.bob.phone.mdref("refresh"))
        self.bob_writes("On the 30th day", {0, 1, 2})
        self.town.later(6 * DAY)
        self.bob_writes("On the 36th day", {0})
        self.telling.tell("Five weeks pass, and the list that Bob's phone holds expires.")
        self.left_out("FAN-2")
        self.overheard(thief, ["On the 30th day"], WHOSE)
