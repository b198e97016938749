"""What all acts share: Alice has a phone, a laptop and a tablet, and Bob writes to her."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Final

from mdaudit.reference.demo.eavesdropper import Eavesdropper, heard_texts
from mdaudit.reference.demo.people import ALICE, BOB, Person, writes
from mdaudit.reference.demo.telling import Telling, rules
from mdaudit.reference.demo.town import Town
from mdaudit.reference.protocol.part import read
from mdaudit.reference.server.adversary.loot import Taken
from mdaudit.spec.policy import HOUR

LAPTOP: Final = 1
"""The number of Alice's laptop."""


class Attack(ABC):
    """One act."""

    mode: ClassVar[str]
    """The mode of the server."""
    tries: ClassVar[str]
    """What the server does, in a line."""

    def __init__(self, folder: Path, telling: Telling) -> None:
        self._folder = folder
        self.telling = telling
        self.written: list[str] = []
        """The texts for Alice that the listener would like to read."""

    def tell(self) -> dict[str, Path]:
        """Tell it; returns the event logs of those who were lied to, by name.

        Raises:
            UnexpectedError: it went otherwise.
        """
        self.telling.act(f"A server that lies: {self.mode}.")
        self.telling.tell(f"Tries: {self.tries}.")
        with Town(self._folder) as self.town:
            self.alice, self.bob = self.begin()
            self.happen()
            return {name: person.phone.log() for name, person in self.lied_to().items()}

    def begin(self) -> tuple[Person, Person]:
        """Honest hours: both register, Alice links a laptop and a tablet."""
        alice = Person(self.town, self.telling, "Alice", ALICE)
        bob = Person(self.town, self.telling, "Bob", BOB)
        self.town.later(1)
        alice.link("laptop")
        alice.link("tablet")
        return alice, bob

    def lied_to(self) -> dict[str, Person]:
        """Whose phones were lied to, by the names of their logs."""
        return {self.mode: self.bob}

    @abstractmethod
    def happen(self) -> None:
        """What the server does, and what comes of it."""

    def turn(self) -> None:
        """An hour later the server begins to lie about Alice."""
        self.town.later(HOUR)
        loot = str(self._folder / "loot")
        self.town.change_server("--adversary", self.mode, "--victim", ALICE, "--loot", loot)

    def bob_writes(self, text: str, served: set[int]) -> None:
        """Bob's phone writes to Alice; just these devices of hers are served.

        Raises:
            UnexpectedError: others are.
        """
        writes(self.telling, self.bob.phone, self.alice, text, {(ALICE, n) for n in served})
        self.written.append(text)

    def answered(self, rule: str) -> None:
        """Bob's phone has refused something by this rule, as its log says.

        Raises:
            UnexpectedError: it has not.
        """
        events = [event for event in self.events() if event["outcome"] == "refused"]
        by = {event["refusal"]["rule"]: event["refusal"]["title"] for event in events}
        self.telling.expect("the rule that refuses", rule, rule if rule in by else rules(by))
        self.telling.tell(f"Bob's phone refuses it by {rule}: {by[rule]}.")

    def left_out(self, rule: str) -> None:
        """Bob's last message was not for Alice's laptop, by this rule.

        Raises:
            UnexpectedError: it was, or was left out by another.
        """
        *_, sent = (event for event in self.events() if event["step"] == "send")
        rows = {one["index"]: one for one in sent["left_out"] if one["account"] == ALICE}
        got = rows.get(LAPTOP, {"rule": "none", "title": ""})
        self.telling.expect("the rule that leaves the laptop out", rule, got["rule"])
        self.telling.tell(f"Bob's phone leaves it out by {rule}: {got['title']}.")

    def events(self) -> Iterator[dict[str, Any]]:
        """What Bob's phone did and saw, as its log says."""
        _, *lines = self.bob.phone.log().read_text().splitlines()
        return map(json.loads, lines)

    def overheard(self, listener: Eavesdropper, expected: list[str], whose: str) -> None:
        """The listener reads just these of Bob's texts, from everything that the server carried.

        Raises:
            UnexpectedError: it reads others.
        """
        lines = (self._folder / "loot").read_bytes().splitlines()
        wire = [read(line, Taken) for line in lines]
        heard = heard_texts(listener.listen(wire), self.written)
        self.telling.expect("what the listener reads", expected, heard)
        quoted = ", ".join(f'"{text}"' for text in heard) or "nothing"
        self.telling.tell(
            f"A listener with {whose} tries every ciphertext ({len(wire)}): it reads {quoted} "
            f"of the texts to Alice ({len(self.written)})."
        )
