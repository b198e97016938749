"""The record of a message: who got a copy, and by which rule somebody got none."""

from mdaudit.reference.parties.primary import Primary
from mdaudit.spec.sorts import Account, Message, RawId
from tests.reference.scene import ALICE, DAY, LAPTOP, LIFE, Scene, at, stream

CAROL = Account("15550100003")


def test_the_log_holds_copies_and_who_was_left_out() -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    scene.bob.send(Message("m"), ALICE, at(DAY))
    event = scene.bob.party.log[-1]
    assert [(copy["account"], copy["index"]) for copy in event["copies"]] == [(ALICE, 0)]
    (left_out,) = event["left_out"]
    assert (left_out["account"], left_out["index"], left_out["rule"]) == (ALICE, 1, "FAN-1")
    assert (
        left_out["expected"] == f"index 1 valid in the held list of {ALICE}, or the pinned primary"
    )


def test_the_log_tells_for_whom_there_was_no_session() -> None:
    scene = Scene().bob_knows_the_laptop()
    result = scene.bob.send(Message("m"), ALICE, at(1), lambda copy: copy.index != LAPTOP)
    assert {copy.index for copy in result.copies} == {0, LAPTOP}
    assert {copy.index for copy in result.reached} == {0}
    event = scene.bob.party.log[-1]
    assert [copy["index"] for copy in event["unreached"]] == [LAPTOP]


def test_devices_of_other_accounts_are_not_left_out() -> None:
    scene = Scene().bob_knows_the_laptop()
    carol = Primary.begin(CAROL, RawId(LIFE + 1), at(0), stream("carol"))
    scene.bob.pin(CAROL, carol.identity_key, carol.life, at(0))
    result = scene.bob.send(Message("m"), CAROL, at(60 * DAY))  # Alice's list is expired
    assert [copy.key for copy in result.copies] == [carol.identity_key]
    assert result.left_out == ()
