"""Each side waits for what it needs, and leaves the rest where it is."""

import time

import pytest

from mdaudit.reference.client.linking.waiting import newest_wish, next_notice
from mdaudit.reference.client.remote import ServerError
from mdaudit.reference.protocol.envelope import Delivery, Drained, Told
from mdaudit.reference.protocol.notice import CodeWanted, FewPreKeys, Linked
from tests.reference.client.newcomers import registered
from tests.reference.client.town import Town


class Waiting:
    """A mailbox with these deliveries; then there is silence."""

    def __init__(self, *deliveries: Delivery) -> None:
        self._deliveries = list(deliveries)
        self.acknowledged: list[int] = []

    def next(self, seconds: float) -> Delivery | None:
        """Return the next delivery."""
        if self._deliveries:
            return self._deliveries.pop(0)
        time.sleep(seconds)
        return None

    def acknowledge(self, sequence: int) -> None:
        """Note what was acknowledged."""
        self.acknowledged.append(sequence)


class Ended(Waiting):
    """A mailbox whose connection ends."""

    def next(self, seconds: float) -> Delivery | None:
        """Fail like a connection that ended."""
        raise ServerError(f"the mailbox ended within {seconds}")


def wanted(reference: str) -> CodeWanted:
    """Return a companion that asks."""
    return CodeWanted(reference, b"w" * 80, b"c" * 32)


def test_the_newest_wish_counts_and_all_are_acknowledged(town: Town) -> None:
    mailbox = Waiting(
        Told(1, wanted("old")), Told(2, FewPreKeys(3)), Told(3, wanted("new")), Drained()
    )
    with registered(town) as phone:
        found = newest_wish(phone, mailbox, 5)  # type: ignore[arg-type]
    assert found == wanted("new")
    assert mailbox.acknowledged == [1, 3]


def test_a_wish_that_comes_later_is_waited_for(town: Town) -> None:
    mailbox = Waiting(Drained(), Told(1, FewPreKeys(3)), Told(2, wanted("late")))
    with registered(town) as phone:
        assert newest_wish(phone, mailbox, 5) == wanted("late")  # type: ignore[arg-type]


def test_without_a_wish_the_wait_ends(town: Town) -> None:
    with registered(town) as phone:
        assert newest_wish(phone, Waiting(Drained()), 0.05) is None  # type: ignore[arg-type]


def test_other_notices_are_left_for_whoever_reads_the_mailbox() -> None:
    mailbox = Waiting(Told(1, Linked(1, b"")), Told(2, FewPreKeys(3)), Told(3, Linked(2, b"")))
    found = next_notice(
        mailbox,  # type: ignore[arg-type]
        Linked,
        lambda notice: notice.device == 2,
        5,
    )
    assert found == (Linked(2, b""), 3)
    assert mailbox.acknowledged == []
    assert next_notice(mailbox, Linked, lambda _: True, 0.05) is None  # type: ignore[arg-type]


def test_a_connection_that_ends_is_told() -> None:
    with pytest.raises(ServerError, match="ended"):
        next_notice(Ended(), Linked, lambda _: True, 5)  # type: ignore[arg-type]
