"""A message to a group waits for the list if its device is newer than the held one (DEV-3)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mdaudit.reference.client.groups.membership import set_members
from mdaudit.reference.client.groups.sending import send_to_group
from mdaudit.spec.sorts import NEVER, Account, Group
from tests.reference.client.lying import Withholding
from tests.reference.client.town import Resident, Town, a_town
from tests.reference.scene import ALICE, BOB

FRIENDS = Group("friends")
CHAT = Account(FRIENDS)


class Friends:
    """Alice and Bob in a group; Alice's laptop writes to it while the server withholds its list."""

    def __init__(self, town: Town, server: Withholding) -> None:
        self.town, self.server = town, server
        self.alice, self.bob = town.phone(ALICE), town.phone(BOB)
        set_members(self.alice.device, self.alice.remote, FRIENDS, [ALICE, BOB])
        town.catch_up()
        self.write(self.alice, "from the phone")
        server.silent = True
        self.laptop = town.laptop(self.alice)
        town.later(60)
        self.write(self.laptop, "from the laptop")

    def write(self, resident: Resident, text: str) -> None:
        """Write to the group; Bob reads what comes."""
        send_to_group(resident.device, resident.remote, FRIENDS, text)
        resident.hand_over()
        self.bob.catch_up()

    def parked(self) -> int:
        """Return how many messages wait on Bob's phone."""
        return len(self.bob.device.store.names("parked-to-group/"))


@pytest.fixture
def friends(tmp_path: Path) -> Iterator[Friends]:
    server = Withholding()
    with a_town(tmp_path, server) as town:
        yield Friends(town, server)


def test_it_is_kept_and_not_shown(friends: Friends) -> None:
    bob = friends.bob
    assert bob.texts(CHAT) == ["from the phone"]
    assert friends.parked() == 1
    assert bob.notices(CHAT) == ""
    assert bob.device.party.state.deadline(bob.device.name, ALICE) != NEVER
    assert bob.has_nothing_waiting()  # acknowledged: it is stored


def test_it_is_shown_when_the_list_arrives(friends: Friends) -> None:
    """Although messages of others came meanwhile, with which keys of the removed are forgotten."""
    friends.write(friends.alice, "who is that?")
    friends.bob.restart()
    friends.server.silent = False
    friends.write(friends.alice, "my laptop")
    shown = {"from the phone", "who is that?", "my laptop", "from the laptop"}
    assert set(friends.bob.texts(CHAT)) == shown
    assert friends.parked() == 0
    friends.write(friends.laptop, "me again")
    assert friends.bob.texts(CHAT)[-1] == "me again"


def test_a_later_list_without_the_device_makes_it_a_gap(friends: Friends) -> None:
    friends.alice.remove(friends.laptop.device.index)
    friends.server.silent = False
    friends.write(friends.alice, "that laptop was stolen")
    assert friends.bob.texts(CHAT) == ["from the phone", "that laptop was stolen"]
    assert "gap: a message of device 1 was refused (GRP-3" in friends.bob.notices(CHAT)
    assert friends.parked() == 0
    friends.write(friends.alice, "gone")
    assert "done" in friends.bob.steps("forget_sender_keys")
