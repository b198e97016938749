"""Each device of a town keeps a log that the model follows to its end, whatever it went through."""

import json

import pytest

from mdaudit.checks.refine.facts import PROVED, TAKEN
from mdaudit.checks.refine.replay import Replay, replay
from mdaudit.reference.app_state.settings import Setting
from mdaudit.reference.client.app_state.again import want_all_again
from mdaudit.reference.client.app_state.writing import change_setting
from mdaudit.reference.client.groups.membership import set_members
from mdaudit.reference.client.groups.sending import send_to_group
from mdaudit.reference.client.lists.removing import remove
from mdaudit.reference.client.registering import back_up, begin_life, restore
from mdaudit.reference.client.verifying import ask_for_both, code_with, compare_digits
from mdaudit.reference.parties.log import Event
from mdaudit.reference.protocol.app_state import Patches
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import Group
from tests.reference.client.family import meet
from tests.reference.client.newcomers import linked
from tests.reference.client.town import Resident, Town, a_town
from tests.reference.scene import ALICE, BOB, LAPTOP

FRIENDS = Group("friends")
PEOPLE = ("Alice's phone", "Bob's phone", "Alice's laptop", "Alice's tablet", "Bob's laptop")

EVENTFUL = {
    "adopt",
    "begin_app_state_again",
    "begin_life",
    "compare_codes",
    "end_session",
    "hear_hint",
    "hear_view",
    "replay_patch",
    "restore_backup",
    "send_again",
    "show",
    "show_as_linked",
    "show_from_group",
    "show_own",
    "show_removal",
    "take_history",
    "take_over_contact",
    "unlink",
    "write_patch",
    "write_patch_as_companion",
}
"""Steps that show what happened in the town."""


class Story:
    """Alice and Bob, their devices, and what devices can go through."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.alice, self.bob = town.phone(ALICE), town.phone(BOB)
        self.alice.send(BOB, "hello")
        self.laptop, self.tablet, self.bobs_laptop = map(self._linked, "aab")
        self.present = list(town.people)

    def _linked(self, whose: str) -> Resident:
        """Link a companion as the client does it, and let its primary tell it everything."""
        phone = self.alice if whose == "a" else self.bob
        name = f"companion {len(self.town.people)}"
        self.town.later(1)
        companion = Resident(self.town, linked(self.town, phone.device, name))
        self.town.people.append(companion)
        meet(phone, companion)
        return companion

    def write(self) -> None:
        """Let each device write to the other account, and read."""
        for one in self.present:
            one.send(BOB if one.account == ALICE else ALICE, f"from {one.device.name}")
        meet(*self.present)

    def compare(self) -> None:
        """Let Bob type what Alice's phone shows, and then something else."""
        for one, other in ((self.alice, BOB), (self.bob, ALICE)):
            ask_for_both(one.device, one.remote, other)
        seen = code_with(self.alice.device, BOB)
        compare_digits(self.bob.device, self.bob.remote, ALICE, seen)
        with pytest.raises(Refused, match="VER-4"):
            compare_digits(self.bob.device, self.bob.remote, ALICE, seen[::-1])

    def talk_in_a_group(self) -> None:
        """Let a group begin, and all devices write to it."""
        set_members(self.alice.device, self.alice.remote, FRIENDS, [ALICE, BOB])
        meet(*self.present)
        for one in self.present:
            send_to_group(one.device, one.remote, FRIENDS, "hello all")
            meet(*self.present)

    def change_settings(self) -> None:
        """Let a phone and its companion change what they share."""
        for number, one in enumerate((self.alice, self.laptop, self.tablet)):
            change_setting(one.device, one.remote, Setting("name", f"Alice {number}"))
            meet(self.alice, self.laptop, self.tablet)

    def lose_keys(self) -> None:
        """Let the tablet lose a sender key, and begin again with what the devices share."""
        with self.tablet.device.transaction():
            for name in self.tablet.device.store.names("sender-key/"):
                self.tablet.device.store.drop(name)
            want_all_again(self.tablet.device)
        for one in (self.alice, self.bob):
            send_to_group(one.device, one.remote, FRIENDS, "do you read me?")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(self.tablet.remote, "patches", lambda _: Patches(()))
            meet(*self.present, *self.present, self.tablet)

    def remove_the_laptop(self) -> None:
        """Let the phone remove a companion; the others go on."""
        self.town.later(1)
        remove(self.alice.device, LAPTOP)
        meet(self.alice)
        self.present.remove(self.laptop)
        self.change_settings_again()
        self.write()

    def change_settings_again(self) -> None:
        """Let the phone change what it shares, under another key."""
        change_setting(self.alice.device, self.alice.remote, Setting("name", "Alice"))
        meet(self.alice, self.tablet)

    def begin_anew(self) -> None:
        """Let Bob's phone begin other lives: by itself, and from a backup."""
        for begin in (begin_life, restore):
            self.town.later(1)
            begin(self.bob.device)
            meet(self.bob)
            back_up(self.bob.device)
        self.present.remove(self.bobs_laptop)
        self.write()


Logs = dict[str, list[Event]]


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Logs:
    """The logs of all devices, after everything."""
    with a_town(tmp_path_factory.mktemp("town")) as town:
        story = Story(town)
        everybody = dict(zip(PEOPLE, town.people, strict=True))
        story.write()
        story.compare()
        story.talk_in_a_group()
        story.change_settings()
        story.lose_keys()
        story.remove_the_laptop()
        story.begin_anew()
        kept = {who: [*one.device.store.lines()] for who, one in everybody.items()}
    return {who: [json.loads(line) for line in lines] for who, lines in kept.items()}


def replayed(log: list[Event]) -> Replay:
    return replay(enumerate(log, 2))


@pytest.mark.parametrize("who", PEOPLE)
def test_the_model_follows_to_the_end(logs: Logs, who: str) -> None:
    result = replayed(logs[who])
    assert result.divergence is None
    assert result.events.total() == len(logs[who]) > 40


def test_they_went_through_all_kinds_of_things(logs: Logs) -> None:
    taken: set[str] = set()
    proved: set[str] = set()
    done = {event["step"] for log in logs.values() for event in log if event["outcome"] == "done"}
    for log in logs.values():
        result = replayed(log)
        taken |= result.taken.keys()
        proved |= result.proved.keys()
    assert proved == PROVED.keys()
    assert taken == TAKEN.keys()
    assert done >= EVENTFUL


def test_a_log_without_what_was_signed_back_diverges(logs: Logs) -> None:
    """The details that a primary signed prove nothing about its companion."""
    log = json.loads(json.dumps(logs["Alice's phone"]))
    shown = next(event for event in log if event["step"] == "show_as_linked")
    shown["objects"] = {}
    parted = replayed(log).divergence
    assert parted is not None
    assert (parted.step, parted.expected) == ("show_as_linked", "device_signed as the bytes prove")
