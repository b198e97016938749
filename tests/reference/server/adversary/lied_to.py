"""A server that lies about Alice; Alice has a phone and a laptop, and Bob asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mdaudit.reference.protocol.part import read
from mdaudit.reference.server.adversary import MODES
from mdaudit.reference.server.adversary.loot import Loot, Taken
from mdaudit.reference.server.database import Database
from tests.reference.scene import BOB, stream
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.world import World, world_on


@dataclass
class LiedTo:
    """Who is there, and what the adversary has taken."""

    world: World
    phone: Phone
    laptop: Companion
    bob: Phone
    loot: Path

    def taken(self) -> list[Taken]:
        """The lines of the loot."""
        return [read(line, Taken) for line in self.loot.read_bytes().splitlines()]


@contextmanager
def lied_to(mode: str, folder: Path, victim: str | None = None) -> Iterator[LiedTo]:
    """Such a server, with everybody registered and the laptop linked."""
    loot = folder / "loot"
    voice = MODES[mode](stream("adversary"), loot=Loot(loot), victim=victim)
    database = Database.open(str(folder / "server.db"))
    with world_on(database, voice) as world:
        phone = Phone(world).register()
        laptop = phone.link(1)
        bob = Phone(world, BOB).register()
        world.later(1)
        yield LiedTo(world, phone, laptop, bob, loot)
    database.close()
