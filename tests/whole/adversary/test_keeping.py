"""A stolen laptop that was removed, and a server that hides it: the thief reads until a bound."""

from pathlib import Path

from mdaudit.reference.client.lists.directory import refresh
from mdaudit.spec.policy import DAY, HOUR, Policy
from mdaudit.spec.reading import read_as
from mdaudit.spec.sorts import Index
from tests.reference.scene import ALICE, BOB, without
from tests.whole.adversary.watched import Watched, watched

LAPTOP = Index(1)
DEADLINE = Policy().deadline + 2 * HOUR
"""After this long past a hint, whatever clocks say."""


def met(scene: Watched) -> Watched:
    """Bob has written to all devices, and they have read it."""
    assert scene.bob_writes("before the theft") == {0, 1, 2}
    scene.town.catch_up()
    return scene


def shown_the_old_list(scene: Watched) -> None:
    """Alice has removed the laptop and linked another; Bob asked twice."""
    scene.alice.remove(LAPTOP)
    scene.town.laptop(scene.alice)
    scene.bob.catch_up()


def told_of_a_newer_list(scene: Watched) -> None:
    """Alice has removed the laptop, and written to Bob an hour later."""
    scene.alice.remove(LAPTOP)
    scene.town.later(HOUR)
    scene.alice.send(BOB, "I removed my laptop")
    scene.bob.catch_up()


def test_a_list_that_comes_again_brings_nobody_back(tmp_path: Path) -> None:
    with watched("replayed-list", tmp_path) as scene:
        thief = met(scene).stolen_laptop()
        shown_the_old_list(scene)
        assert scene.bob_writes("after") == {0, 2, 3}
        assert scene.overheard(thief) == []
        replayed = scene.replayed()
    assert replayed.divergence is None
    assert set(replayed.refused_by) == {"LIST-3"}


def test_without_the_rules_a_replayed_list_brings_the_laptop_back(tmp_path: Path) -> None:
    with watched("replayed-list", tmp_path) as scene:
        thief = met(scene).stolen_laptop()
        with read_as(without("LIST-3", "LIST-7", "LIST-4")):
            shown_the_old_list(scene)
            refresh(scene.bob.device, scene.bob.remote, ALICE)  # it holds the newest list again
            assert scene.bob_writes("after") == {0, 1, 2}
        assert scene.overheard(thief) == ["after"]
        parted = scene.replayed().divergence
    assert parted is not None
    assert parted.rule == "LIST-3"


def test_a_withheld_list_is_bounded_by_a_hint(tmp_path: Path) -> None:
    with watched("withheld-list", tmp_path) as scene:
        thief = met(scene).stolen_laptop()
        told_of_a_newer_list(scene)
        assert scene.bob_writes("within the deadline") == {0, 1, 2}
        scene.town.later(DEADLINE)
        assert scene.bob_writes("after the deadline") == {0}
        assert scene.left_out() == {1: "FAN-3", 2: "FAN-3"}
        assert scene.overheard(thief) == ["within the deadline"]
        replayed = scene.replayed()
    assert replayed.divergence is None


def test_without_the_deadline_the_thief_reads_on(tmp_path: Path) -> None:
    with watched("withheld-list", tmp_path) as scene:
        thief = met(scene).stolen_laptop()
        told_of_a_newer_list(scene)
        scene.town.later(DEADLINE)
        with read_as(without("FAN-3")):
            assert scene.bob_writes("after the deadline") == {0, 1, 2}
        assert scene.overheard(thief) == ["after the deadline"]


def test_a_hidden_removal_is_bounded_by_the_list_itself(tmp_path: Path) -> None:
    with watched("hidden-removal", tmp_path) as scene:
        thief = met(scene).stolen_laptop()
        scene.alice.remove(LAPTOP)
        scene.town.later(34 * DAY)
        scene.bob.refresh_list()
        assert scene.bob_writes("on the 34th day") == {0, 1, 2}
        scene.town.later(2 * DAY)
        assert scene.bob_writes("on the 36th day") == {0}
        assert scene.left_out() == {1: "FAN-2", 2: "FAN-2"}
        assert scene.overheard(thief) == ["on the 34th day"]
        replayed = scene.replayed()
    assert replayed.divergence is None


def test_without_expiry_the_thief_reads_on(tmp_path: Path) -> None:
    with watched("hidden-removal", tmp_path) as scene:
        thief = met(scene).stolen_laptop()
        scene.alice.remove(LAPTOP)
        scene.town.later(36 * DAY)
        scene.bob.refresh_list()
        with read_as(without("FAN-2", "LIST-8", "LIST-9")):
            assert scene.bob_writes("on the 36th day") == {0, 1, 2}
        assert scene.overheard(thief) == ["on the 36th day"]
