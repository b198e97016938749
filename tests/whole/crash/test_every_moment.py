"""A device ends at every moment of sending and of receiving, one after the other, and goes on.

What it said is written is shown once on every device it was for, whatever it ended in.
"""

from collections import Counter
from itertools import count
from threading import Thread

import pytest

from mdaudit.reference.client.groups.membership import set_members
from mdaudit.reference.client.groups.sending import send_to_group
from mdaudit.reference.client.handing_over import hand_everything_over
from mdaudit.spec.sorts import Account, Group
from tests.reference.client.town import Households, Resident
from tests.reference.scene import ALICE, BOB
from tests.whole.crash.fuse import laid

FRIENDS = Group("friends")

MANY = 40
"""More deliveries than a web socket likes to keep."""

PATIENCE = 5.0
"""Seconds in which a mailbox has to close."""

LEAST = 25
"""Moments in sending, and in receiving; together, the fifty that are asked for, and more."""


def settle(homes: Households) -> None:
    """Everybody hands over and receives, until nothing is under way."""
    homes.town.catch_up()


def shown(resident: Resident) -> Counter[str]:
    """Return how often a device shows each text of the chat between Alice and Bob."""
    return Counter(resident.texts(BOB if resident.account == ALICE else ALICE))


def test_a_sender_ends_at_every_moment(homes: Households, monkeypatch: pytest.MonkeyPatch) -> None:
    sender = homes.alices_laptop
    sender.send(BOB, "first")
    settle(homes)
    fuse, written = laid(monkeypatch), ["first"]
    for moment in count(1):
        before = fuse.burnt
        with fuse.lit(moment):
            sender.write(BOB, f"text {moment}")
            written.append(f"text {moment}")  # the client has said so
            sender.catch_up()
        sender.restart()
        if fuse.burnt == before:
            break
    settle(homes)
    assert fuse.burnt >= LEAST
    everywhere = shown(sender)
    assert set(everywhere.values()) == {1}
    assert set(written) <= set(everywhere)
    for resident in homes.town.people:
        assert shown(resident) == everywhere
        assert resident.device.store.outbox() == []


def test_a_receiver_ends_at_every_moment(
    homes: Households, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender, receiver = homes.bob, homes.alices_laptop
    sender.send(ALICE, "first")
    settle(homes)
    fuse, written = laid(monkeypatch), ["first"]
    for moment in count(1):
        sender.send(ALICE, f"text {moment}")
        written.append(f"text {moment}")
        before = fuse.burnt
        with fuse.lit(moment):
            receiver.catch_up()
        receiver.restart()
        if fuse.burnt == before:
            break
    settle(homes)
    assert fuse.burnt >= LEAST
    for resident in homes.town.people:
        assert shown(resident) == Counter(written)


def test_a_writer_to_a_group_ends_at_every_moment(
    homes: Households, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = homes.alices_laptop
    set_members(writer.device, writer.remote, FRIENDS, [ALICE, BOB])
    settle(homes)
    fuse, written = laid(monkeypatch), list[str]()
    for moment in count(1):
        before = fuse.burnt
        with fuse.lit(moment):
            send_to_group(writer.device, writer.remote, FRIENDS, f"text {moment}")
            written.append(f"text {moment}")
            writer.catch_up()
        writer.restart()
        if fuse.burnt == before:
            break
    settle(homes)
    assert fuse.burnt >= LEAST
    everywhere = Counter(writer.texts(Account(FRIENDS)))
    assert set(everywhere.values()) == {1}
    assert set(written) <= set(everywhere)
    for resident in homes.town.people:
        assert Counter(resident.texts(Account(FRIENDS))) == everywhere


def test_a_reader_of_a_group_ends_at_every_moment(
    homes: Households, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = homes.bob, homes.alices_laptop
    set_members(writer.device, writer.remote, FRIENDS, [ALICE, BOB])
    settle(homes)
    fuse, written = laid(monkeypatch), list[str]()
    for moment in count(1):
        send_to_group(writer.device, writer.remote, FRIENDS, f"text {moment}")
        hand_everything_over(writer.device, writer.remote)
        written.append(f"text {moment}")
        before = fuse.burnt
        with fuse.lit(moment):
            reader.catch_up()
        reader.restart()
        if fuse.burnt == before:
            break
    settle(homes)
    assert fuse.burnt >= LEAST
    for resident in homes.town.people:
        assert Counter(resident.texts(Account(FRIENDS))) == Counter(written)


def test_a_mailbox_can_be_left_while_much_is_waiting(homes: Households) -> None:
    for number in range(MANY):
        homes.bob.send(ALICE, f"text {number}")

    def leave() -> None:
        with homes.alice.remote.mailbox() as mailbox:
            mailbox.next()

    leaving = Thread(target=leave, daemon=True)
    leaving.start()
    leaving.join(PATIENCE)
    assert not leaving.is_alive()


def test_a_message_that_is_acknowledged_too_early_is_lost(
    homes: Households, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test can fail: whoever acknowledges before it has stored loses what it ends in."""
    receiver = homes.alices_laptop
    homes.bob.send(ALICE, "lost")
    (envelope,) = receiver.envelopes()
    with receiver.remote.mailbox() as mailbox:
        mailbox.acknowledge(envelope.sequence)
    assert any(not receiver.envelopes() for _ in range(100))  # the server has read it
    fuse = laid(monkeypatch)
    with fuse.lit(1):
        receiver.receive(envelope)
    assert fuse.burnt == 1
    receiver.restart()
    monkeypatch.undo()
    settle(homes)
    assert shown(receiver) == Counter()
    assert shown(homes.alice) == {"lost": 1}
