"""A device of the adversary's own: which rule stops it, and that without the rule it gets in."""

from pathlib import Path

import pytest

from mdaudit.reference.protocol.address import Address
from tests.reference.scene import ALICE, without
from tests.reference.server.adversary.lied_to import LiedTo, lied_to
from tests.reference.server.adversary.listener import read_by, write_to
from tests.reference.server.adversary.onlooker import Onlooker

CASES = {
    "injected-device": ("DEV-1", ["DEV-1"]),
    "stripped-identity": ("DEV-4", ["DEV-4", "DEV-1", "DEV-2"]),
    "embedded-foreign-key": ("DEV-5", ["DEV-5", "DEV-1:trusts-the-embedded-key"]),
}
"""For each mode the rule that stops it, and the rules without which it succeeds."""

each = pytest.mark.parametrize("mode", sorted(CASES))


def intruder(scene: LiedTo) -> bytes:
    """Return the key of the device that takes the laptop's place."""
    (shown,) = scene.bob.account(ALICE).devices
    assert shown.device == 1
    assert shown.identity_key != scene.laptop.keys.public
    return shown.identity_key


@each
def test_its_rule_stops_it(mode: str, tmp_path: Path) -> None:
    with lied_to(mode, tmp_path) as scene:
        bob = Onlooker(scene.bob)
        assert bob.meet() == [CASES[mode][0]]
        assert bob.served() == {scene.phone.keys.public}


@each
def test_without_its_rules_it_gets_in(mode: str, tmp_path: Path) -> None:
    with lied_to(mode, tmp_path) as scene:
        bob = Onlooker(scene.bob, without(*CASES[mode][1]))
        assert bob.meet() == []
        assert intruder(scene) in bob.served()


@each
def test_what_is_written_to_it_the_adversary_reads(mode: str, tmp_path: Path) -> None:
    with lied_to(mode, tmp_path) as scene:
        (bundle,) = scene.bob.bundles(1)
        assert bundle.identity_key == intruder(scene)
        sealed = write_to(scene.bob, bundle, b"for Alice alone")
        scene.bob.submit("m1", Address(ALICE, 1), content=sealed)
        (taken,) = scene.taken()
    assert read_by(taken) == b"for Alice alone"


def test_the_other_devices_bundles_are_honest(tmp_path: Path) -> None:
    with lied_to("injected-device", tmp_path) as scene:
        phone, false = scene.bob.bundles(0, 1)
        assert phone.identity_key == scene.phone.keys.public
        assert false.identity_key == intruder(scene)
        assert [bundle.device for bundle in scene.bob.bundles(0)] == [0]


def test_an_account_without_companions_gets_one(tmp_path: Path) -> None:
    with lied_to("injected-device", tmp_path) as scene:
        scene.phone.publish()
        (shown,) = scene.bob.account(ALICE).devices
        assert shown.identity_key not in {scene.phone.keys.public, scene.laptop.keys.public}
