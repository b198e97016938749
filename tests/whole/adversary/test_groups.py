"""A thief in a group: the key that the laptop had reads nothing once its removal is known."""

from pathlib import Path

from mdaudit.reference.client.groups.membership import set_members
from mdaudit.reference.client.groups.sending import send_to_group
from mdaudit.reference.demo.eavesdropper import Eavesdropper
from mdaudit.spec.reading import read_as
from mdaudit.spec.sorts import Group, Index
from tests.reference.scene import ALICE, BOB, without
from tests.whole.adversary.watched import Watched, watched

FRIENDS = Group("friends")


def tells_all(scene: Watched, text: str) -> None:
    """Bob's phone writes to the group."""
    scene.written.append(text)
    send_to_group(scene.bob.device, scene.bob.remote, FRIENDS, text)
    scene.bob.hand_over()


def robbed(scene: Watched) -> Eavesdropper:
    """Return the thief of a laptop that read along in the group, and is removed now."""
    set_members(scene.bob.device, scene.bob.remote, FRIENDS, [ALICE, BOB])
    tells_all(scene, "before the theft")
    scene.town.catch_up()
    thief = scene.stolen_laptop()
    tells_all(scene, "before the removal")
    scene.alice.remove(Index(1))
    scene.bob.catch_up()
    return thief


def test_what_was_sent_before_the_removal_is_read_and_nothing_after_it(tmp_path: Path) -> None:
    with watched("replayed-list", tmp_path) as scene:
        thief = robbed(scene)
        tells_all(scene, "after the removal")
        assert scene.overheard(thief) == ["before the removal"]
        assert scene.replayed().divergence is None


def test_without_a_new_key_the_thief_reads_on(tmp_path: Path) -> None:
    with watched("replayed-list", tmp_path) as scene:
        thief = robbed(scene)
        with read_as(without("GRP-2")):
            tells_all(scene, "after the removal")
        assert scene.overheard(thief) == ["before the removal", "after the removal"]
        parted = scene.replayed().divergence
    assert parted is not None
    assert parted.rule == "GRP-2"


def test_keys_that_are_found_inside_messages_are_tried(tmp_path: Path) -> None:
    """A false phone that is given the sender key over its session reads the group, too."""
    with watched("account-reset", tmp_path) as scene:
        set_members(scene.bob.device, scene.bob.remote, FRIENDS, [ALICE, BOB])
        tells_all(scene, "hello all")
        assert scene.overheard(Eavesdropper()) == ["hello all"]
