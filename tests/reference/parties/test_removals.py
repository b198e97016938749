"""A removal is shown as done when everybody can learn of it, and not before."""

import pytest

from mdaudit.reference.parties.removals import Removals
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import Index
from tests.reference.scene import ALICE, LAPTOP, Scene, at


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def removals(scene: Scene) -> Removals:
    return Removals(ALICE, scene.phone.party)


def test_the_way_of_a_removal(scene: Scene, removals: Removals) -> None:
    removals.ask(LAPTOP, at(1))
    assert (removals.wanted, removals.unsigned) == ([LAPTOP], [LAPTOP])
    scene.phone.unlink(LAPTOP, at(2))
    assert (removals.wanted, removals.unsigned) == ([LAPTOP], [])
    seen = [removals.is_handed_over]
    removals.hand_over(at(3))
    assert [*seen, removals.is_handed_over] == [False, True]
    removals.show(LAPTOP, at(4))
    assert removals.wanted == []


def test_nothing_is_shown_before_the_server_has_the_list(scene: Scene, removals: Removals) -> None:
    removals.ask(LAPTOP, at(1))
    with pytest.raises(Refused, match="REV-2"):
        removals.show(LAPTOP, at(1))
    removals.hand_over(at(1))
    with pytest.raises(Refused, match="REV-2"):
        removals.show(LAPTOP, at(1))
    scene.phone.unlink(LAPTOP, at(2))
    with pytest.raises(Refused, match="REV-2"):
        removals.show(LAPTOP, at(2))


def test_only_what_is_linked_can_go(removals: Removals) -> None:
    with pytest.raises(NotPossible, match="the companion is linked"):
        removals.ask(Index(2), at(1))
    with pytest.raises(NotPossible, match="the companion is linked"):
        removals.hear_log_out(Index(2), at(1))
    with pytest.raises(NotPossible, match="asked for"):
        removals.show(LAPTOP, at(1))


def test_a_log_out_is_a_removal_too(removals: Removals) -> None:
    removals.hear_log_out(LAPTOP, at(1))
    assert removals.unsigned == [LAPTOP]
