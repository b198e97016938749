"""Alice, Bob, a server that lies about Alice, and somebody who listens."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mdaudit.checks.refine.replay import Replay, replay
from mdaudit.reference.demo.eavesdropper import Eavesdropper, heard_texts
from mdaudit.reference.demo.theft import copied, thief_with
from mdaudit.reference.protocol.part import read
from mdaudit.reference.server.adversary import MODES
from mdaudit.reference.server.adversary.loot import Loot, Taken
from mdaudit.reference.server.adversary.lying import Adversary
from tests.reference.client.town import SECRET, Town, a_town
from tests.reference.scene import ALICE, BOB

NOBODY = "nobody"
"""An account that there is not: a server that lies about it is honest."""


class Watched:
    """Alice has a phone, a laptop and a tablet; Bob has a phone."""

    def __init__(self, town: Town, adversary: Adversary, loot: Path) -> None:
        self.town = town
        self._adversary = adversary
        self._loot = loot
        self.alice, self.bob = town.phone(ALICE), town.phone(BOB)
        self.laptop, self.tablet = town.laptop(self.alice), town.laptop(self.alice)
        town.later(1)
        self.written: list[str] = []

    def turn(self) -> None:
        """Let the server begin to lie, if it was honest so far."""
        self._adversary.victim = ALICE

    def bob_writes(self, text: str) -> set[int]:
        """Bob's phone writes to Alice; return which devices of hers got a copy."""
        self.written.append(text)
        sent = self.bob.send(ALICE, text)
        return {int(one.index) for one in sent.copies if one.account == ALICE}

    def stolen_laptop(self) -> Eavesdropper:
        """Return somebody who has all that is in Alice's laptop now."""
        self.laptop.restart()  # the file is complete between two transactions
        path = self.laptop.device.store.path
        return thief_with(copied(path, path.with_suffix(".stolen")), SECRET)

    def wire(self) -> list[Taken]:
        """Return everything that the server carried."""
        return [read(line, Taken) for line in self._loot.read_bytes().splitlines()]

    def overheard(self, listener: Eavesdropper) -> list[str]:
        """Return which of Bob's texts a listener reads."""
        return heard_texts(listener.listen(self.wire()), self.written)

    def replayed(self) -> Replay:
        """Replay the log of Bob's phone in the model."""
        lines = self.bob.device.store.lines()
        return replay(enumerate(map(json.loads, lines), 2))

    def left_out(self) -> dict[int, str]:
        """Return by which rules Bob's last message was not for devices of Alice's."""
        *_, sent = (event for event in self.bob.device.party.log if event["step"] == "send")
        return {one["index"]: one["rule"] for one in sent["left_out"] if one["account"] == ALICE}


@contextmanager
def watched(mode: str, folder: Path, *, honest_at_first: bool = False) -> Iterator[Watched]:
    """Such a scene, which ends with the block."""
    loot = folder / "loot"
    victim = NOBODY if honest_at_first else ALICE
    adversary = MODES[mode](os.urandom, loot=Loot(loot), victim=victim)
    with a_town(folder, adversary) as town:
        yield Watched(town, adversary, loot)
