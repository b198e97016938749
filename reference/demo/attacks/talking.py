"""Words that nobody signed: a notice, and another identity."""

from __future__ import annotations

from mdaudit.reference.demo.attacks.attack import Attack
from mdaudit.reference.demo.eavesdropper import Eavesdropper
from mdaudit.reference.demo.people import ALICE, CAROL, Person
from mdaudit.reference.demo.telling import rules


class ForgedRemovalNotice(Attack):
    """Alice's companions are said to be gone, so that Bob stops writing to them."""

    mode = "forged-removal-notice"
    tries = "the word that all of Alice's companions were removed, while her list names them"

    def happen(self) -> None:
        """Bob's phone asks for the list, and goes by that."""
        self.turn()
        self.bob_writes("Are you there?", {0, 1, 2})
        self.telling.done("Bob's phone is told", self.bob.phone.receive())
        steps = [event["step"] for event in self.events() if event["outcome"] == "done"]
        self.telling.expect("notices of a removal", 1, steps.count("notice_removal"))
        self.telling.expect("sessions that were ended", 0, steps.count("end_session"))
        self.telling.tell("Bob's phone asks for her list, which names them, and ends nothing.")
        self.answered("REV-1")
        self.bob_writes("Still there?", {0, 1, 2})
        self.overheard(Eavesdropper(), [], "no key")


class AccountReset(Attack):
    """Another primary in Alice's place. Carol has compared security codes with her, Bob has not."""

    mode = "account-reset"
    tries = "a new identity for Alice, whose only device is the server's own"

    def happen(self) -> None:
        """Nothing tells Bob's phone from a new telephone of Alice's; Carol's waits for Carol."""
        self.bob_writes("Before the reset", {0, 1, 2})
        self.carol = Person(self.town, self.telling, "Carol", CAROL)
        self.carol.compares_codes(self.alice)
        self.turn()
        self._is_refused()
        self._is_believed()
        self.overheard(Eavesdropper(), ["After the reset"], "the false phone's keys")

    def lied_to(self) -> dict[str, Person]:
        """Carol as well."""
        return super().lied_to() | {f"{self.mode}-of-a-verified-contact": self.carol}

    def _is_refused(self) -> None:
        text = "Only for Alice"
        self.written.append(text)
        self.telling.done("Carol's phone asks", self.carol.phone.mdref("verify", ALICE))
        refused = self.carol.phone.send(ALICE, text)
        self.telling.expect("the rule that keeps Carol's text", ["VER-3"], rules([refused.err]))
        self.telling.tell(
            "Carol has compared security codes with Alice: her phone sends nothing (VER-3)."
        )

    def _is_believed(self) -> None:
        before = self._pins()
        asked = self.bob.phone.mdref("verify", ALICE)
        self.telling.done("Bob's phone asks", asked)
        self.town.later(1)
        self.telling.expect("new keys that Bob's phone pinned", 1, len(self._pins() - before))
        self.telling.tell("Bob never did: his phone pins the new key, and notes that it is new.")
        self.bob_writes("After the reset", {0})

    def _pins(self) -> set[str]:
        """The keys of Alice's that Bob's phone has pinned."""
        return {
            event["arguments"]["key"]
            for event in self.events()
            if event["step"] == "pin_primary" and event["arguments"]["account"] == ALICE
        }
