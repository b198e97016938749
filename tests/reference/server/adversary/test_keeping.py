"""Lists of the past: who is shown them, and what puts an end to it."""

from pathlib import Path

import pytest

from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import PRIMARY
from tests.reference.scene import ALICE, without
from tests.reference.server.adversary.lied_to import lied_to
from tests.reference.server.adversary.onlooker import Onlooker

LASTING = ["replayed-list", "withheld-list", "hidden-removal"]


@pytest.mark.parametrize("mode", LASTING)
def test_a_removed_device_goes_on_receiving(mode: str, tmp_path: Path) -> None:
    with lied_to(mode, tmp_path) as scene:
        scene.phone.publish()
        assert scene.laptop.log_in()
        assert scene.bob.submit("m1", scene.laptop).stale == ()
        assert scene.laptop.messages() == ["m1"]


def test_a_replayed_list_is_refused_by_list_3(tmp_path: Path) -> None:
    with lied_to("replayed-list", tmp_path) as scene:
        bob = Onlooker(scene.bob)
        assert bob.meet() == []
        scene.phone.publish()
        assert bob.look() == []
        assert bob.look() == ["LIST-3"]
        assert bob.served() == {scene.phone.keys.public}


def test_without_list_3_list_7_refuses_it(tmp_path: Path) -> None:
    with lied_to("replayed-list", tmp_path) as scene:
        bob = Onlooker(scene.bob, without("LIST-3"))
        bob.meet()
        scene.phone.publish()
        assert bob.look() == []
        assert bob.look() == ["LIST-7"]


def test_without_both_the_removed_device_is_served_again(tmp_path: Path) -> None:
    with lied_to("replayed-list", tmp_path) as scene:
        bob = Onlooker(scene.bob, without("LIST-3", "LIST-7"))
        bob.meet()
        scene.phone.publish()
        bob.look()
        assert bob.served() == {scene.phone.keys.public}
        assert bob.look() == []
        assert bob.served() == {scene.phone.keys.public, scene.laptop.keys.public}


@pytest.mark.parametrize("mode", ["withheld-list", "hidden-removal"])
def test_who_sees_no_new_list_serves_the_removed_device_until_the_old_one_expires(
    mode: str, tmp_path: Path
) -> None:
    with lied_to(mode, tmp_path) as scene:
        both = {scene.phone.keys.public, scene.laptop.keys.public}
        bob = Onlooker(scene.bob)
        bob.meet()
        told = scene.bob.notices()
        scene.phone.publish()
        assert scene.bob.notices() == told
        assert bob.look() == []
        assert bob.served() == both
        scene.world.later(Policy().lifetime)
        assert bob.served() == {scene.phone.keys.public}


@pytest.mark.parametrize("mode", ["withheld-list", "hidden-removal"])
def test_or_until_the_deadline_of_a_hint(mode: str, tmp_path: Path) -> None:
    with lied_to(mode, tmp_path) as scene:
        bob = Onlooker(scene.bob)
        bob.meet()
        scene.phone.publish()
        speaker = (ALICE, PRIMARY, scene.phone.keys.public)
        bob.peer.hear_hint(ALICE, speaker, scene.world.now, scene.world.now)
        scene.world.later(Policy().deadline)
        assert bob.served() == {scene.phone.keys.public}


def test_a_withheld_list_hides_new_companions_too(tmp_path: Path) -> None:
    with lied_to("withheld-list", tmp_path) as scene:
        first = scene.bob.account(ALICE)
        scene.phone.link(2, 1)
        assert scene.bob.account(ALICE) == first
        assert len(scene.phone.account(ALICE).devices) == 2


def test_a_hidden_removal_hides_nothing_else(tmp_path: Path) -> None:
    with lied_to("hidden-removal", tmp_path) as scene:
        scene.bob.account(ALICE)
        scene.phone.link(2, 1)
        assert len(scene.bob.account(ALICE).devices) == 2
        assert scene.bob.notices()[-1] == DevicesChanged(ALICE, added=(2,))


def test_a_hidden_removal_is_hidden_from_the_own_companions(tmp_path: Path) -> None:
    with lied_to("hidden-removal", tmp_path) as scene:
        before = scene.laptop.account(ALICE)
        scene.phone.publish()
        assert scene.laptop.account(ALICE) == before
        assert scene.phone.account(ALICE).signed_list != before.signed_list
