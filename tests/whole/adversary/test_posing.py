"""A device of the server's own in the place of Alice's tablet: nobody encrypts for it."""

from pathlib import Path

import pytest

from mdaudit.reference.demo.eavesdropper import Eavesdropper
from mdaudit.spec.reading import read_as
from tests.reference.scene import without
from tests.whole.adversary.watched import watched

STOPPED_BY = {
    "injected-device": ("DEV-1",),
    "stripped-identity": ("DEV-4",),
    "embedded-foreign-key": ("DEV-5", "DEV-1"),
}
"""The rules that stop each, in the order in which they are asked."""


@pytest.mark.parametrize("mode", STOPPED_BY)
def test_the_listener_reads_nothing(tmp_path: Path, mode: str) -> None:
    with watched(mode, tmp_path) as scene:
        assert scene.bob_writes("secret") == {0, 1}
        assert scene.overheard(Eavesdropper()) == []
        replayed = scene.replayed()
        for resident in (scene.alice, scene.laptop):
            resident.catch_up()
            assert resident.texts(scene.bob.account) == ["secret"]
    assert replayed.divergence is None
    assert set(replayed.refused_by) == {STOPPED_BY[mode][0]}


@pytest.mark.parametrize("mode", STOPPED_BY)
def test_without_the_rules_it_reads_everything(tmp_path: Path, mode: str) -> None:
    """The listener works: it is the rules that keep it from reading."""
    with watched(mode, tmp_path) as scene:
        with read_as(without(*STOPPED_BY[mode])):
            assert scene.bob_writes("secret") == {0, 1, 2}
        assert scene.overheard(Eavesdropper()) == ["secret"]
        parted = scene.replayed().divergence
    assert parted is not None
    assert (parted.step, parted.rule) == ("accept_device", STOPPED_BY[mode][0])
