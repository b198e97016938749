"""Groups: whoever is a member may change the members."""

import pytest

from mdaudit.reference.protocol.group import Members
from mdaudit.reference.protocol.notice import MembersChanged
from mdaudit.reference.server import groups
from tests.reference.scene import ALICE, BOB
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.reached import RefusedError

GROUP = "/groups/g1"
BOTH = Members((ALICE, BOB))


def test_a_member_sees_and_changes_the_members(phone: Phone, bob: Phone) -> None:
    phone.ask("PUT", GROUP, BOTH)
    assert bob.ask("GET", GROUP, kind=Members) == BOTH
    bob.ask("PUT", GROUP, Members((BOB,)))
    assert bob.ask("GET", GROUP, kind=Members) == Members((BOB,))
    with pytest.raises(RefusedError, match="403 not a member"):
        phone.ask("GET", GROUP)


def test_everybody_who_is_or_was_in_it_is_told(phone: Phone, laptop: Companion, bob: Phone) -> None:
    phone.ask("PUT", GROUP, BOTH)
    phone.ask("PUT", GROUP, Members((ALICE,)))
    told = [MembersChanged("g1", (ALICE, BOB)), MembersChanged("g1", (ALICE,))]
    for device in (laptop, bob):
        assert [one for one in device.notices() if isinstance(one, MembersChanged)] == told
    assert not any(isinstance(one, MembersChanged) for one in phone.notices())


def test_the_same_members_again_are_no_news(phone: Phone, bob: Phone) -> None:
    for _ in range(2):
        phone.ask("PUT", GROUP, BOTH)
    assert len(bob.notices()) == 1


def test_who_is_not_in_it_cannot_change_it(phone: Phone, bob: Phone) -> None:
    phone.ask("PUT", GROUP, Members((ALICE,)))
    with pytest.raises(RefusedError, match="403 not a member"):
        bob.ask("PUT", GROUP, BOTH)
    with pytest.raises(RefusedError, match="403 not a member"):
        bob.ask("PUT", "/groups/g2", Members((ALICE,)))


def test_a_group_that_is_not_there(phone: Phone) -> None:
    with pytest.raises(RefusedError, match="404 unknown group"):
        phone.ask("GET", GROUP)
    phone.ask("PUT", GROUP, Members((ALICE,)))
    phone.ask("PUT", GROUP, Members(()))
    with pytest.raises(RefusedError, match="404 unknown group"):
        phone.ask("GET", GROUP)


def test_a_group_has_so_many_members(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MOST_MEMBERS", 1)
    phone.ask("PUT", GROUP, Members((ALICE,)))
    with pytest.raises(RefusedError, match="413 too many members"):
        phone.ask("PUT", GROUP, BOTH)


def test_who_is_not_registered_is_named_and_nobody_comes_in(phone: Phone, bob: Phone) -> None:
    strangers = tuple(f"1555010009{digit}" for digit in range(4))
    with pytest.raises(RefusedError, match=r"404 expected registered accounts, got 15550100090$"):
        phone.ask("PUT", GROUP, Members((ALICE, strangers[0])))
    with pytest.raises(RefusedError, match=r"got 15550100090, 15550100091 and 2 more$"):
        phone.ask("PUT", GROUP, Members((ALICE, BOB, *strangers)))
    with pytest.raises(RefusedError, match="404 unknown group"):
        phone.ask("GET", GROUP)
    assert bob.notices() == []
