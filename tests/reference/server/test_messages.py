"""A submission becomes an envelope in each mailbox, once, or nothing of it does."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.device_hash import device_hash
from mdaudit.reference.protocol.envelope import Envelope, Kind, Outgoing, Submission
from mdaudit.reference.server import messages
from tests.reference.scene import ALICE, BOB
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.reached import RefusedError
from tests.reference.server.world import World

STRANGER = Address("15550100009", 0)


def test_an_envelope_gets_to_each_device(phone: Phone, laptop: Companion, bob: Phone) -> None:
    receipt = bob.submit("m1", phone, laptop)
    assert receipt.stale == ()
    assert phone.messages() == laptop.messages() == ["m1"]


def test_an_envelope_says_who_sent_it_and_when(world: World, phone: Phone, bob: Phone) -> None:
    bob.submit("m1", phone, group="g1", signed_device_identity=b"certificate")
    assert phone.waiting() == [
        Envelope(
            sequence=1,
            message="m1",
            sender=Address(BOB, 0),
            kind=Kind.MESSAGE,
            content=b"sealed",
            sent_at=world.now,
            group="g1",
            signed_device_identity=b"certificate",
        )
    ]


def test_the_same_submission_again_changes_nothing(phone: Phone, bob: Phone) -> None:
    for _ in range(2):
        assert bob.submit("m1", phone).stale == ()
    assert phone.messages() == ["m1"]


def test_nor_does_it_after_the_device_has_it(phone: Phone, bob: Phone) -> None:
    bob.submit("m1", phone)
    phone.acknowledge(1)
    bob.submit("m1", phone)
    assert phone.messages() == []


def test_a_message_that_is_encrypted_anew_arrives(phone: Phone, bob: Phone) -> None:
    bob.submit("m1", phone)
    bob.submit("m1", phone, content=b"sealed again")
    assert phone.messages() == ["m1", "m1"]


def test_another_sender_or_group_makes_another_envelope(
    phone: Phone, laptop: Companion, bob: Phone
) -> None:
    bob.submit("m1", phone)
    laptop.submit("m1", phone)
    bob.submit("m1", phone, group="g1")
    assert phone.messages() == ["m1"] * 3


def test_two_devices_may_submit_at_once(phone: Phone, laptop: Companion, bob: Phone) -> None:
    senders = (bob, laptop)
    assert all(sender.token for sender in senders)

    def submit(sender: Phone | Companion) -> None:
        for number in range(10):
            sender.submit(f"{sender.address.account}-{number}", phone)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(submit, senders))
    numbers = [one.sequence for one in phone.waiting() if isinstance(one, Envelope)]
    assert numbers == list(range(numbers[0], numbers[0] + 20))
    for sender in senders:
        from_sender = [m for m in phone.messages() if m.startswith(sender.address.account)]
        assert from_sender == [f"{sender.address.account}-{number}" for number in range(10)]


def test_the_same_submission_twice_at_once_is_one(phone: Phone, bob: Phone) -> None:
    assert bob.token
    with ThreadPoolExecutor(4) as threads:
        receipts = list(threads.map(lambda _: bob.submit("m1", phone), range(4)))
    assert [receipt.stale for receipt in receipts] == [()] * 4
    assert phone.messages() == ["m1"]


def test_a_device_that_is_not_there_makes_its_account_stale(phone: Phone, bob: Phone) -> None:
    receipt = bob.submit("m1", phone, Address(ALICE, 9), STRANGER)
    assert receipt.stale == (ALICE, STRANGER.account)
    assert phone.messages() == ["m1"]


def test_the_sender_learns_whose_devices_are_others(
    phone: Phone, laptop: Companion, bob: Phone
) -> None:
    assert laptop.token
    right = {ALICE: device_hash(ALICE, {0, 1}), BOB: device_hash(BOB, {0})}
    assert bob.submit("m1", phone, device_hashes=right).stale == ()
    wrong = right | {ALICE: device_hash(ALICE, {0}), STRANGER.account: "2:unknown"}
    assert bob.submit("m2", phone, device_hashes=wrong).stale == (ALICE, STRANGER.account)


def test_a_submission_is_about_so_many_accounts(
    phone: Phone, bob: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "MOST_ACCOUNTS", 1)
    with pytest.raises(RefusedError, match="413 too many accounts"):
        bob.submit("m1", phone, device_hashes={ALICE: "2:any", BOB: "2:any"})
    assert phone.messages() == []


def test_nothing_of_a_submission_is_kept_if_a_part_cannot_be_read(phone: Phone, bob: Phone) -> None:
    good = Outgoing(phone.address, Kind.MESSAGE, b"sealed")
    bad = Outgoing(Address("not a name", 0), Kind.MESSAGE, b"sealed")
    with pytest.raises(RefusedError, match="400 unreadable"):
        bob.ask("POST", "/messages", Submission("m1", (good, bad)))
    assert phone.messages() == []
