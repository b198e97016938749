"""Another primary in the account's place."""

from pathlib import Path

import pytest

from mdaudit.reference.protocol.address import Address
from tests.reference.scene import ALICE
from tests.reference.server.adversary.lied_to import lied_to
from tests.reference.server.adversary.listener import read_by, write_to
from tests.reference.server.adversary.onlooker import Onlooker


def test_on_first_contact_nothing_stops_it(tmp_path: Path) -> None:
    with lied_to("account-reset", tmp_path) as scene:
        bob = Onlooker(scene.bob)
        assert bob.meet() == []
        false = scene.bob.account(ALICE).identity_key
        assert bob.served() == {false}
        assert false != scene.phone.keys.public


def test_the_same_false_account_is_shown_each_time(tmp_path: Path) -> None:
    with lied_to("account-reset", tmp_path) as scene:
        assert scene.bob.account(ALICE) == scene.bob.account(ALICE)


def test_who_has_pinned_the_true_key_is_not_fooled(tmp_path: Path) -> None:
    with lied_to("account-reset", tmp_path) as scene:
        bob = Onlooker(scene.bob)
        bob.pin_true(scene.phone)
        assert bob.look() == ["LIST-1"]
        assert bob.served() == {scene.phone.keys.public}


def test_the_adversary_reads_what_is_written_to_the_false_primary(tmp_path: Path) -> None:
    with lied_to("account-reset", tmp_path) as scene:
        (bundle,) = scene.bob.bundles(0, 1)
        sealed = write_to(scene.bob, bundle, b"for Alice alone")
        assert scene.bob.submit("m1", scene.phone, content=sealed).stale == ()
        (taken,) = scene.taken()
        assert scene.phone.messages() == []
    assert read_by(taken) == b"for Alice alone"


def test_what_the_account_writes_to_itself_arrives(tmp_path: Path) -> None:
    with lied_to("account-reset", tmp_path) as scene:
        scene.laptop.submit("m1", scene.phone)
        assert scene.phone.messages() == ["m1"]


def test_it_has_no_keys_of_other_devices(tmp_path: Path) -> None:
    with lied_to("account-reset", tmp_path) as scene:
        assert scene.bob.bundles(1) == ()
        scene.bob.submit("m1", Address(ALICE, 1))
        (taken,) = scene.taken()
    with pytest.raises(AssertionError, match="no keys"):
        read_by(taken)
