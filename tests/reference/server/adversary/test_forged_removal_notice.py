"""The word that a device was removed, which the list contradicts."""

from pathlib import Path

import pytest

from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import Index
from tests.reference.scene import ALICE, without
from tests.reference.server.adversary.lied_to import lied_to
from tests.reference.server.adversary.onlooker import Onlooker

FORGED = DevicesChanged(ALICE, removed=(1,))


def test_who_asks_is_told_once_for_each_set_of_companions(tmp_path: Path) -> None:
    with lied_to("forged-removal-notice", tmp_path) as scene:
        for _ in range(2):
            scene.bob.account(ALICE)
        assert scene.bob.notices() == [FORGED]
        scene.phone.link(2, 1)
        scene.bob.account(ALICE)
        assert scene.bob.notices()[-1] == DevicesChanged(ALICE, removed=(1, 2))


def test_the_owner_is_told_nothing(tmp_path: Path) -> None:
    with lied_to("forged-removal-notice", tmp_path) as scene:
        scene.bob.account(ALICE)
        scene.phone.account(ALICE)
        assert FORGED not in scene.phone.notices()


def test_rev_1_stops_it(tmp_path: Path) -> None:
    with lied_to("forged-removal-notice", tmp_path) as scene:
        laptop = scene.laptop.keys.public
        bob = Onlooker(scene.bob)
        assert bob.meet() == []
        assert bob.look() == []
        with pytest.raises(Refused, match="REV-1"):
            bob.end_session(Index(1), laptop)
        assert laptop in bob.served()


def test_without_rev_1_the_server_decides_who_gets_no_copies(tmp_path: Path) -> None:
    with lied_to("forged-removal-notice", tmp_path) as scene:
        laptop = scene.laptop.keys.public
        bob = Onlooker(scene.bob, without("REV-1"))
        bob.meet()
        bob.end_session(Index(1), laptop)
        assert laptop not in bob.served()
