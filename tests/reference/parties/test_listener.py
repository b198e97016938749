"""A listener compares views, and is made curious by what the server says."""

import pytest

from mdaudit.reference.parties.listener import Listener
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import IdentityKey, Index
from tests.reference.scene import ALICE, DAY, LAPTOP, Scene, at


def scene_with_listener() -> tuple[Scene, Listener]:
    """Return Bob, who knows Alice's laptop, in his role as a listener."""
    scene = Scene().bob_knows_the_laptop()
    return scene, Listener(scene.bob.name, scene.bob.party)


def test_another_key_raises_an_alarm_and_the_same_one_none() -> None:
    scene, listener = scene_with_listener()
    speaker, name = scene.phone.identity_key, scene.bob.name
    assert listener.hear_view(ALICE, speaker, LAPTOP, scene.laptop.identity_key, at(0))
    assert not scene.bob.party.state.alarmed(name, ALICE)
    assert listener.hear_view(ALICE, speaker, LAPTOP, IdentityKey(b"k" * 32), at(0))
    assert scene.bob.party.state.alarmed(name, ALICE)
    assert not listener.hear_view(ALICE, speaker, LAPTOP, IdentityKey(b"k" * 32), at(0))


def test_a_view_is_said_once_and_only_if_there_is_one() -> None:
    scene, listener = scene_with_listener()
    listener.say_view(ALICE, LAPTOP, at(0))
    said = len(scene.bob.party.log)
    listener.say_view(ALICE, LAPTOP, at(0))
    assert len(scene.bob.party.log) == said
    with pytest.raises(NotPossible):
        listener.say_view(ALICE, Index(2), at(0))


def test_a_primary_says_that_it_is_alone_but_not_in_the_future() -> None:
    scene, listener = scene_with_listener()
    listener.hear_alone(ALICE, at(60), at(60))
    assert scene.bob.party.state.alone_since(scene.bob.name, ALICE) == at(60)
    with pytest.raises(Refused, match="ICDC-2"):
        listener.hear_alone(ALICE, at(DAY), at(60))


def test_the_servers_word_is_a_question_until_it_is_answered() -> None:
    scene, listener = scene_with_listener()
    wanted = scene.bob.party.state.query_wanted
    for tell in (listener.report_hash, listener.notice_removal):
        listener.has_asked(ALICE)
        assert not scene.bob.party.state.query_wanted(scene.bob.name, ALICE)
        tell(ALICE, at(0))
        assert scene.bob.party.state.query_wanted(scene.bob.name, ALICE)
    assert wanted(scene.bob.name, ALICE)
