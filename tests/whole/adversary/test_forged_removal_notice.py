"""Word that all companions are gone: it makes Bob's phone ask, and ends nothing."""

from pathlib import Path

from mdaudit.reference.demo.eavesdropper import Eavesdropper
from mdaudit.spec.reading import read_as
from tests.reference.scene import without
from tests.whole.adversary.watched import watched

MODE = "forged-removal-notice"


def test_companions_are_served_as_before(tmp_path: Path) -> None:
    with watched(MODE, tmp_path) as scene:
        scene.bob_writes("hello")
        scene.bob.catch_up()
        assert scene.bob.steps("notice_removal") == ["done"]
        assert scene.bob.steps("end_session") == ["refused", "refused"]
        assert scene.bob_writes("still there?") == {0, 1, 2}
        assert scene.overheard(Eavesdropper()) == []
        replayed = scene.replayed()
        scene.laptop.catch_up()
        assert scene.laptop.texts(scene.bob.account) == ["hello", "still there?"]
    assert replayed.divergence is None
    assert replayed.refused_by == {"REV-1": 2}


def test_without_the_rule_the_word_of_the_server_cuts_them_off(tmp_path: Path) -> None:
    with watched(MODE, tmp_path) as scene:
        scene.bob_writes("hello")
        with read_as(without("REV-1")):
            scene.bob.catch_up()
        assert scene.bob.steps("end_session") == ["done", "done"]
        parted = scene.replayed().divergence
    assert parted is not None
    assert (parted.step, parted.rule) == ("end_session", "REV-1")
