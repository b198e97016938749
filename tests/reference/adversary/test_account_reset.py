"""Another primary in Alice's place: who never compared keys is deceived, from then on."""

from pathlib import Path

from mdaudit.reference.demo.eavesdropper import Eavesdropper
from tests.reference.adversary.watched import watched
from tests.reference.scene import ALICE


def test_a_first_contact_is_whatever_the_server_shows(tmp_path: Path) -> None:
    with watched("account-reset", tmp_path) as scene:
        assert scene.bob_writes("nice to meet you") == {0}
        assert scene.overheard(Eavesdropper()) == ["nice to meet you"]
        scene.alice.catch_up()
        assert scene.alice.texts(scene.bob.account) == []
        replayed = scene.replayed()
    assert replayed.divergence is None
    assert replayed.refused_by == {}
    assert ALICE != scene.bob.account
