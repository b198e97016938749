"""What a person saw decides: the pinned primary is the one that the other has, or is not."""

import pytest

from mdaudit.reference.parties.comparer import Comparer
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import IdentityKey, RawId
from tests.reference.scene import ALICE, BOBS_PHONE, Scene, at


@pytest.fixture
def scene() -> Scene:
    return Scene().bob_knows_the_laptop()


@pytest.fixture
def bob(scene: Scene) -> Comparer:
    return Comparer(BOBS_PHONE, scene.bob.party)


def is_verified(bob: Comparer) -> bool:
    return bob.party.state.verified(BOBS_PHONE, ALICE)


def test_one_code_marks_the_contact(bob: Comparer) -> None:
    bob.compare(ALICE, b"12345", b"12345", at(0))
    assert is_verified(bob)


def test_another_code_is_refused_and_can_be_compared_again(bob: Comparer) -> None:
    with pytest.raises(Refused, match="VER-4"):
        bob.compare(ALICE, b"12345", b"12346", at(0))
    assert not is_verified(bob)
    bob.compare(ALICE, b"12345", b"12345", at(0))
    assert is_verified(bob)


def test_the_mark_outlives_lists_and_ends_with_the_key(scene: Scene, bob: Comparer) -> None:
    bob.compare(ALICE, b"12345", b"12345", at(0))
    scene.bob.receive_list(ALICE, scene.phone.refresh(at(1)), at(1))
    assert is_verified(bob)
    scene.bob.pin(ALICE, IdentityKey(b"n" * 32), RawId(9), at(1))
    assert not is_verified(bob)
    bob.confirm_change(ALICE, at(1))
    with pytest.raises(NotPossible, match="a change to confirm"):
        bob.confirm_change(ALICE, at(1))
