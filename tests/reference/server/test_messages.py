"""A submission becomes an envelope in each mailbox, or nothing of it does."""

from tests.reference.server.asking import Companion, Phone


def test_an_envelope_gets_to_each_device(phone: Phone, laptop: Companion, bob: Phone) -> None:
    receipt = bob.submit("m1", phone, laptop)
    assert receipt.stale == ()
    assert phone.messages() == laptop.messages() == ["m1"]
