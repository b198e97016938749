"""Whom an adversary lies to, and whom it tells the truth."""

from pathlib import Path

import pytest

from mdaudit.reference.protocol.device_hash import device_hash
from mdaudit.reference.server.adversary import MODES
from tests.reference.scene import ALICE, BOB
from tests.reference.server.adversary.lied_to import lied_to
from tests.reference.server.adversary.onlooker import Onlooker
from tests.reference.server.reached import RefusedError

every_mode = pytest.mark.parametrize("mode", sorted(MODES))


@every_mode
def test_an_account_that_is_no_victim_is_served_honestly(mode: str, tmp_path: Path) -> None:
    with lied_to(mode, tmp_path, victim=BOB) as scene:
        bob = Onlooker(scene.bob)
        assert bob.meet() == []
        assert bob.served() == {scene.phone.keys.public, scene.laptop.keys.public}
        scene.phone.publish()
        assert bob.look() == []
        assert bob.served() == {scene.phone.keys.public}
        with pytest.raises(RefusedError, match="403 not linked"):
            scene.laptop.log_in()


@every_mode
def test_the_owner_sees_the_truth(mode: str, tmp_path: Path) -> None:
    with lied_to(mode, tmp_path) as scene:
        scene.bob.account(ALICE)
        shown = scene.phone.account(ALICE)
        assert shown.identity_key == scene.phone.keys.public
        assert [one.identity_key for one in shown.devices] == [scene.laptop.keys.public]
        assert [one.device for one in scene.phone.bundles(0, 1)] == [0, 1]
        assert scene.phone.account(BOB).account == BOB


@every_mode
def test_nobody_is_told_that_what_is_shown_is_stale(mode: str, tmp_path: Path) -> None:
    with lied_to(mode, tmp_path) as scene:
        shown = {0, *(one.device for one in scene.bob.account(ALICE).devices)}
        hashes = {ALICE: device_hash(ALICE, shown), "15550100009": "2:nothing"}
        receipt = scene.bob.submit("m1", scene.phone, device_hashes=hashes)
        assert receipt.stale == ("15550100009",)


@every_mode
def test_every_ciphertext_is_taken(mode: str, tmp_path: Path) -> None:
    with lied_to(mode, tmp_path) as scene:
        scene.bob.submit("m1", scene.phone, scene.laptop, content=b"sealed", group="g1")
        lines = scene.taken()
    assert [(line.message, line.to.device, line.group) for line in lines] == [
        ("m1", 0, "g1"),
        ("m1", 1, "g1"),
    ]
    assert all(line.content == b"sealed" and line.sender.account == BOB for line in lines)
