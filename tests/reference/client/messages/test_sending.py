"""A text goes to exactly the devices that the step serves, and waits in the outbox until then."""

from tests.reference.client.town import Households
from tests.reference.scene import ALICE, BOB


def test_each_other_device_of_both_accounts_gets_its_copy(homes: Households) -> None:
    sent = homes.alice.send(BOB, "hello")
    served = {(copy.account, copy.index) for copy in sent.copies}
    assert served == {(ALICE, 1), (BOB, 0), (BOB, 1)}
    assert (sent.left_out, sent.unreached) == ((), ())
    homes.town.catch_up()
    for resident in (homes.alice, homes.alices_laptop):
        assert resident.texts(BOB) == ["hello"]
    for resident in (homes.bob, homes.bobs_laptop):
        assert resident.texts(ALICE) == ["hello"]
        assert resident.notices(ALICE) == ""


def test_an_answer_comes_back_from_a_laptop(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    homes.town.catch_up()
    homes.bobs_laptop.send(ALICE, "hello yourself")
    homes.town.catch_up()
    both = ["hello", "hello yourself"]
    assert homes.alice.texts(BOB) == homes.alices_laptop.texts(BOB) == both
    assert homes.bob.texts(ALICE) == homes.bobs_laptop.texts(ALICE) == both
