"""One more copy: for a device that lost its session, and for one that was missed (FAN-6)."""

from msgspec.structs import replace

from mdaudit.reference.client.messages.resending import send_again
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Envelope, Kind
from mdaudit.spec.fanout.resending import RETRIES
from mdaudit.spec.sorts import PRIMARY, Account
from tests.reference.client.losing import asks_again, lose_session, partner
from tests.reference.client.town import Households, Town
from tests.reference.scene import ALICE, BOB, DAY


def acquainted(homes: Households) -> None:
    """Let Alice and Bob write to each other once."""
    homes.alice.send(BOB, "hello")
    homes.town.catch_up()
    homes.bob.send(ALICE, "hello")
    homes.town.catch_up()


def test_a_device_that_lost_its_session_gets_the_message_again(homes: Households) -> None:
    acquainted(homes)
    lose_session(homes.bob, homes.alice)
    homes.alice.send(BOB, "do you read me?")
    homes.bob.catch_up()
    assert homes.bob.texts(ALICE) == ["hello", "hello"]
    homes.alice.catch_up()
    homes.bob.catch_up()
    assert homes.bob.texts(ALICE)[-1] == "do you read me?"
    assert homes.bobs_laptop.device.store.names("retry/") == []
    assert homes.bob.device.store.names("retry/") == []
    homes.bob.send(ALICE, "loud and clear")
    homes.town.catch_up()
    assert homes.alice.texts(BOB)[-1] == "loud and clear"
    assert homes.bobs_laptop.texts(ALICE).count("do you read me?") == 1


def test_a_message_is_encrypted_again_five_times_at_most(homes: Households) -> None:
    sent = homes.alice.send(BOB, "again and again")
    for attempt in range(1, RETRIES + 4):
        homes.alice.receive(asks_again(homes.bob, sent.message, attempt))
    assert homes.alice.steps("send_again").count("done") == RETRIES
    assert homes.alice.steps("send_again").count("refused") == 3
    homes.alice.hand_over()
    homes.bob.catch_up()
    assert homes.bob.texts(ALICE) == ["again and again"]


def test_nothing_is_sent_again_for_who_is_not_meant(homes: Households) -> None:
    sent = homes.alice.send(BOB, "for Bob")
    carol = homes.town.phone(Account("15550100003"))
    for message in (sent.message, "0" * 32):
        homes.alice.receive(asks_again(carol, message, 1))
    assert homes.alice.steps("send_again") == ["refused"]
    homes.alice.receive(Envelope(1, "m", Address(BOB, 0), Kind.RETRY, b"not even JSON", 0))
    assert homes.alice.device.store.outbox() == []


def test_a_device_that_nobody_knows_gets_nothing(homes: Households) -> None:
    sent = homes.alice.send(BOB, "for whom it may concern")
    stranger = replace(asks_again(homes.bob, sent.message, 1), sender=Address(BOB, 7))
    homes.alice.receive(stranger)
    assert homes.alice.steps("send_again") == []
    assert homes.alice.device.store.outbox() == []


def test_a_device_that_was_missed_gets_the_message_afterwards(town: Town) -> None:
    alice, bob = town.phone(ALICE), town.phone(BOB)
    alice.send(BOB, "hello")
    laptop = town.laptop(bob)
    sent = alice.send(BOB, "both of you")  # its notice of the laptop still waits
    assert [(copy.account, copy.index) for copy in sent.copies] == [(BOB, PRIMARY)]
    town.catch_up()
    assert laptop.texts(ALICE) == ["both of you"]
    assert bob.texts(ALICE) == ["hello", "both of you"]
    assert alice.device.store.names("backfill/") == []


def test_a_device_that_came_later_gets_nothing_old(town: Town) -> None:
    alice, bob = town.phone(ALICE), town.phone(BOB)
    sent = alice.send(BOB, "of yesterday")
    town.later(DAY)
    laptop = town.laptop(bob)
    town.catch_up()
    assert not send_again(alice.device, sent.message, partner(laptop))
    alice.receive(asks_again(laptop, sent.message, 1))
    assert alice.steps("send_again") == ["refused"]
    town.catch_up()
    assert laptop.texts(ALICE) == []
