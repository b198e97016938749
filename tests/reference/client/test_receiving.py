"""Deliveries in any order, again, and with a process that ends in between."""

import pytest

from mdaudit.reference.client.handlers import HANDLERS
from mdaudit.reference.client.receiving import receive_from
from mdaudit.reference.client.store import Store
from mdaudit.reference.protocol.envelope import Envelope, Kind
from tests.reference.client.town import Households
from tests.reference.scene import ALICE, BOB


def test_what_comes_again_is_shown_once(homes: Households) -> None:
    homes.alice.send(BOB, "once")
    (envelope,) = homes.bob.envelopes()
    for _ in range(3):
        homes.bob.receive(envelope)
    assert homes.bob.texts(ALICE) == ["once"]
    assert homes.bob.notices(ALICE) == ""


def test_messages_are_shown_in_whatever_order_they_come(homes: Households) -> None:
    words = ["one", "two", "three", "four"]
    for word in words:
        homes.alice.send(BOB, word)
    for envelope in reversed(homes.bob.envelopes()):
        homes.bob.receive(envelope)
    assert homes.bob.texts(ALICE) == words[::-1]
    homes.bob.send(ALICE, "and back")
    homes.alice.catch_up()
    assert homes.alice.texts(BOB)[-1] == "and back"


def test_a_message_under_another_id_is_not_shown(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    (envelope,) = homes.bob.envelopes()
    renamed = Envelope(
        envelope.sequence,
        "0" * 32,
        envelope.sender,
        envelope.kind,
        envelope.content,
        envelope.sent_at,
        None,
        envelope.signed_device_identity,
    )
    homes.bob.receive(renamed)
    assert homes.bob.texts(ALICE) == []
    assert "as the secret inside says" in homes.bob.notices(ALICE)


def test_what_was_stored_but_not_acknowledged_comes_again_and_changes_nothing(
    homes: Households,
) -> None:
    homes.alice.send(BOB, "hello")
    (envelope,) = homes.bob.envelopes()
    homes.bob.receive(envelope)
    homes.bob.restart()
    homes.bob.catch_up()
    assert homes.bob.texts(ALICE) == ["hello"]
    assert homes.bob.has_nothing_waiting()


def test_a_crash_inside_the_transaction_leaves_no_trace(
    homes: Households, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes.alice.send(BOB, "hello")
    put_line = Store.put_line

    def interrupted(_store: Store, _line: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "put_line", interrupted)
    with pytest.raises(KeyboardInterrupt):
        homes.bob.catch_up()
    monkeypatch.setattr(Store, "put_line", put_line)
    homes.bob.restart()
    assert homes.bob.texts(ALICE) == []
    homes.bob.catch_up()
    assert homes.bob.texts(ALICE) == ["hello"]


def test_what_no_table_names_is_acknowledged_and_ignored(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    nothing = type(HANDLERS)(kinds={}, parts={}, notices={})
    with homes.bob.remote.mailbox() as mailbox:
        while receive_from(homes.bob.device, homes.bob.remote, nothing, mailbox, 5):
            pass
    assert homes.bob.texts(ALICE) == []
    assert homes.bob.has_nothing_waiting()


def test_garbage_is_answered_by_a_retry_and_then_by_a_notice(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    (envelope,) = homes.bob.envelopes()
    garbage = Envelope(9, "f" * 32, envelope.sender, Kind.PRE_KEY, b"\x33garbage", 0)
    homes.bob.receive(garbage)
    assert "could not be read" in homes.bob.notices(ALICE)
    homes.bob.receive(envelope)
    assert homes.bob.texts(ALICE) == ["hello"]
