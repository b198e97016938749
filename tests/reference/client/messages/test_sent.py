"""What was sent is kept sealed, with who had a copy."""

import pytest

from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.client.messages.sent import KEPT, SentMessage, forget_old, keep, sent_message
from mdaudit.spec.sorts import PRIMARY, IdentityKey, Message
from tests.reference.client.town import Households
from tests.reference.scene import ALICE, BOB

PHONE = Partner(BOB, PRIMARY, IdentityKey(b"p" * 32))
SENT = SentMessage(BOB, b"a plaintext for Bob", b"a plaintext for Alice", (PHONE.row,))


def test_it_comes_back_and_is_not_in_the_clear(homes: Households) -> None:
    device = homes.alice.device
    with device.transaction():
        keep(device, Message("m"), SENT)
    assert sent_message(device, "m") == SENT
    assert sent_message(device, "n") is None
    assert SENT.for_others not in device.store.path.read_bytes()


def test_nobody_can_ask_for_it_for_ever(homes: Households) -> None:
    device, later = homes.alice.device, homes.town.later
    for number in range(3):
        with device.transaction():
            keep(device, Message(f"m{number}"), SENT)
            keep(device, Message("m0"), SENT)
        later(1)
    later(KEPT - 2)
    forget_old(device)
    assert device.store.names("sent/") == ["sent/m1", "sent/m2"]
    later(KEPT)
    forget_old(device)
    assert device.store.names("sent") == []


def test_the_oldest_are_forgotten_if_there_are_many(
    homes: Households, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mdaudit.reference.client.messages.sent.MOST", 2)
    device = homes.alice.device
    for number in (3, 1, 2):
        with device.transaction():
            keep(device, Message(f"m{number}"), SENT)
        homes.town.later(1)
    forget_old(device)
    assert device.store.names("sent/") == ["sent/m1", "sent/m2"]


def test_each_account_has_its_plaintext() -> None:
    assert SENT.plaintext_for(BOB) == SENT.for_others
    assert SENT.plaintext_for(ALICE) == SENT.for_own
    assert SENT.has_served(PHONE)
    assert not SENT.has_served(Partner(BOB, PRIMARY, IdentityKey(b"q" * 32)))
