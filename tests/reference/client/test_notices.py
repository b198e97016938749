"""What the server tells by itself is a reason to ask, and nothing else."""

from mdaudit.reference.protocol.envelope import Told
from mdaudit.reference.protocol.notice import DevicesChanged, FewPreKeys
from mdaudit.spec.sorts import Account
from tests.reference.client.town import Households
from tests.reference.scene import ALICE, BOB

CAROL = Account("15550100003")


def test_a_forged_removal_only_makes_the_client_ask(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    homes.town.catch_up()
    homes.alice.receive(Told(1, DevicesChanged(BOB, removed=(1,))))
    assert homes.alice.steps("notice_removal") == ["done"]
    assert homes.alice.steps("end_session") == ["refused"]
    refused = next(e for e in homes.alice.device.party.log if e["step"] == "end_session")
    assert refused["refusal"]["rule"] == "REV-1"
    assert "device 1 was removed, and the signed list names it (REV-1)" in homes.alice.notices(BOB)
    sent = homes.alice.send(BOB, "to both, still")
    assert {(copy.account, copy.index) for copy in sent.copies} == {(ALICE, 1), (BOB, 0), (BOB, 1)}


def test_what_no_session_is_with_cannot_be_removed(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    homes.alice.receive(Told(1, DevicesChanged(BOB, removed=(0, 5))))
    assert homes.alice.steps("end_session") == ["not possible"]


def test_a_new_device_is_asked_for_and_served(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    homes.town.laptop(homes.bob)
    homes.alice.catch_up()
    assert homes.alice.steps("report_hash") == ["done"] * len(homes.alice.steps("report_hash"))
    assert (BOB, 2) in {(c.account, c.index) for c in homes.alice.send(BOB, "to three").copies}


def test_news_of_a_stranger_is_no_reason_to_meet_them(homes: Households) -> None:
    homes.alice.receive(Told(1, DevicesChanged(BOB, removed=(1,))))
    assert homes.alice.steps("pin_primary") == []
    assert homes.alice.steps("notice_removal") == []


def test_an_account_that_is_gone_stays_a_question(homes: Households) -> None:
    device = homes.alice.device
    device.party.note("pin", device.name, CAROL, becomes=homes.bob.device.keys.public)
    homes.alice.receive(Told(1, DevicesChanged(CAROL)))
    assert device.party.state.query_wanted(device.name, CAROL)


def test_few_pre_keys_make_more(homes: Households) -> None:
    before = len(homes.alice.device.store.names("pre-key/"))
    homes.alice.receive(Told(1, FewPreKeys(1)))
    assert len(homes.alice.device.store.names("pre-key/")) == before + 100
    homes.alice.catch_up()
    assert homes.alice.device.store.outbox() == []
    homes.bob.send(ALICE, "with a new key")
    homes.alice.catch_up()
    assert homes.alice.texts(BOB) == ["with a new key"]
