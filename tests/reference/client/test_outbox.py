"""What waits is handed over in order, at least once, and given up only for good reasons."""

import pytest

from mdaudit.reference.client.errands import ERRANDS
from mdaudit.reference.client.outbox import Errand, hand_over, post, table
from mdaudit.reference.client.remote import ServerError, ServerRefused
from mdaudit.reference.client.store import Store
from mdaudit.reference.protocol.access import Problem
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Kind, Outgoing, Submission
from tests.reference.client.town import Households, Resident
from tests.reference.scene import ALICE, BOB


def test_a_crash_before_handing_over_loses_nothing(homes: Households) -> None:
    homes.alice.write(BOB, "first")
    homes.alice.restart()
    homes.alice.write(BOB, "second")
    homes.alice.restart()
    homes.town.catch_up()
    assert homes.bob.texts(ALICE) == ["first", "second"]
    assert homes.alice.device.store.outbox() == []


def test_a_crash_after_handing_over_doubles_nothing(
    homes: Households, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes.alice.write(BOB, "once")
    posted = Store.posted

    def interrupted(_store: Store, _number: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "posted", interrupted)
    with pytest.raises(KeyboardInterrupt):
        homes.alice.hand_over()
    monkeypatch.setattr(Store, "posted", posted)
    homes.alice.restart()
    assert len(homes.alice.device.store.outbox()) == 1
    homes.town.catch_up()
    assert homes.bob.texts(ALICE) == ["once"]


def test_a_server_that_is_away_gets_it_later(homes: Households) -> None:
    homes.alice.write(BOB, "patience")
    homes.alice.remote.__exit__()
    with pytest.raises(RuntimeError, match="closed"):
        homes.alice.hand_over()
    homes.alice.restart()
    homes.town.catch_up()
    assert homes.bob.texts(ALICE) == ["patience"]


def errand_refused_with(status: int, resident: Resident) -> list[str]:
    """Post a submission that the server refuses; return what it was refused for."""
    refused: list[str] = []

    def refuse(*_: object) -> None:
        raise ServerRefused(status, Problem("not allowed"))

    def failed(*_: object) -> None:
        refused.append("failed")

    errands = table(Errand(Submission, refuse, refuse, failed))
    with resident.device.transaction():
        post(resident.device, Submission("m", ()))
    hand_over(resident.device, resident.remote, errands)
    return refused


def test_what_the_server_will_never_do_is_given_up(homes: Households) -> None:
    assert errand_refused_with(409, homes.alice) == ["failed"]
    assert homes.alice.device.store.outbox() == []


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_what_it_may_do_later_waits(homes: Households, status: int) -> None:
    with pytest.raises(ServerError, match="not allowed"):
        errand_refused_with(status, homes.alice)
    assert len(homes.alice.device.store.outbox()) == 1


def test_a_message_that_was_not_taken_is_told(homes: Households) -> None:
    submission = Submission("m", (Outgoing(Address(BOB, 0), Kind.MESSAGE, b"x"),))
    with homes.alice.device.transaction():
        ERRANDS["Submission"].failed(
            homes.alice.device, submission, ServerRefused(413, Problem("too large"))
        )
    assert "message m was not taken: the server says: too large" in homes.alice.notices(BOB)
