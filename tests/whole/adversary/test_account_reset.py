"""Another primary in Alice's place: who never compared keys is deceived, from then on."""

from pathlib import Path

import pytest

from mdaudit.reference.client.lists.directory import refresh
from mdaudit.reference.client.verifying import (
    ask_for_both,
    code_with,
    compare_digits,
    is_unconfirmed,
    is_verified,
)
from mdaudit.reference.demo.eavesdropper import Eavesdropper
from mdaudit.spec.reading import Refused, read_as
from tests.reference.scene import ALICE, BOB, without
from tests.whole.adversary.watched import Watched, watched

MODE = "account-reset"


def compared(scene: Watched) -> None:
    """Bob reads the digits on Alice's phone."""
    bob, alice = scene.bob, scene.alice
    ask_for_both(bob.device, bob.remote, ALICE)
    ask_for_both(alice.device, alice.remote, BOB)
    compare_digits(bob.device, bob.remote, ALICE, code_with(alice.device, BOB))
    assert is_verified(bob.device, ALICE)


def shown_the_false_phone(scene: Watched) -> None:
    """The server turns, and Bob's phone asks it for Alice."""
    scene.turn()
    scene.town.later(1)
    assert refresh(scene.bob.device, scene.bob.remote, ALICE).identity_changed


def test_a_first_contact_is_whatever_the_server_shows(tmp_path: Path) -> None:
    with watched(MODE, tmp_path) as scene:
        assert scene.bob_writes("nice to meet you") == {0}
        assert scene.overheard(Eavesdropper()) == ["nice to meet you"]
        replayed = scene.replayed()
        scene.alice.catch_up()
        assert scene.alice.texts(BOB) == []
    assert replayed.divergence is None
    assert replayed.refused_by == {}


def test_a_contact_that_was_never_compared_is_read_from_the_reset_on(tmp_path: Path) -> None:
    with watched(MODE, tmp_path, honest_at_first=True) as scene:
        scene.bob_writes("before")
        shown_the_false_phone(scene)
        assert "the identity of this contact has changed" in scene.bob.notices(ALICE)
        assert scene.bob_writes("after") == {0}
        assert scene.overheard(Eavesdropper()) == ["after"]
        assert scene.replayed().divergence is None


def test_what_was_written_to_the_old_identity_stays_there(tmp_path: Path) -> None:
    with watched(MODE, tmp_path, honest_at_first=True) as scene:
        scene.bob_writes("before")
        scene.turn()
        assert scene.bob_writes("while it turns") == {0, 1, 2}
        scene.bob.catch_up()
        assert scene.overheard(Eavesdropper()) == []
        replayed = scene.replayed()
    assert replayed.divergence is None
    assert replayed.refused_by == {"FAN-6": 1}


def test_a_verified_contact_is_not_written_to(tmp_path: Path) -> None:
    with watched(MODE, tmp_path, honest_at_first=True) as scene:
        compared(scene)
        shown_the_false_phone(scene)
        assert is_unconfirmed(scene.bob.device, ALICE)
        with pytest.raises(Refused, match="VER-3"):
            scene.bob_writes("secret")
        assert scene.overheard(Eavesdropper()) == []
        replayed = scene.replayed()
    assert replayed.divergence is None
    assert replayed.refused_by == {"VER-3": 1}


def test_without_the_rule_it_would_be(tmp_path: Path) -> None:
    with watched(MODE, tmp_path, honest_at_first=True) as scene:
        compared(scene)
        shown_the_false_phone(scene)
        with read_as(without("VER-3")):
            assert scene.bob_writes("secret") == {0}
        assert scene.overheard(Eavesdropper()) == ["secret"]
        parted = scene.replayed().divergence
    assert parted is not None
    assert parted.rule == "VER-3"
