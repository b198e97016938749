"""Four devices write, stop, come back, and get things twice: nothing is lost, nothing doubled."""

from random import Random

import pytest

from tests.reference.client.town import Households, Resident
from tests.reference.scene import ALICE, BOB

TURNS = 30


def turn(random: Random, resident: Resident, written: list[str]) -> None:
    """Let a device do something that devices do."""
    match random.choice(["write", "send", "send", "restart", "catch up", "receive in disorder"]):
        case "write":
            written.append(f"text {len(written)}")
            resident.write(BOB if resident.account == ALICE else ALICE, written[-1])
        case "send":
            written.append(f"text {len(written)}")
            resident.send(BOB if resident.account == ALICE else ALICE, written[-1])
        case "restart":
            resident.restart()
        case "catch up":
            resident.catch_up()
        case _:
            waiting = resident.waiting()
            random.shuffle(waiting)
            for delivery in waiting[: len(waiting) // 2]:
                resident.receive(delivery)  # and not acknowledged


@pytest.mark.parametrize("seed", range(3))
def test_every_text_is_shown_once_on_each_device(homes: Households, seed: int) -> None:
    random, written = Random(seed), list[str]()  # noqa: S311 - to be repeated
    people = homes.town.people
    for _ in range(TURNS):
        turn(random, random.choice(people), written)
    homes.town.catch_up()
    homes.town.catch_up()
    assert len(written) > TURNS / 4
    for resident in people:
        chat = BOB if resident.account == ALICE else ALICE
        assert sorted(resident.texts(chat)) == sorted(written)
        assert resident.notices(chat) == ""
        assert resident.device.store.outbox() == []
