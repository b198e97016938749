"""A message that cannot be read is asked for again, and given up after five times."""

from msgspec.structs import replace

from mdaudit.reference.client.messages.retrying import stop_asking
from mdaudit.reference.client.outbox import WAITING
from mdaudit.reference.protocol.envelope import Kind, RetryRequest, Submission
from mdaudit.reference.protocol.part import read
from mdaudit.spec.fanout.resending import RETRIES
from tests.reference.client.town import Households, Resident
from tests.reference.scene import ALICE, BOB


def requests(resident: Resident) -> list[RetryRequest]:
    """Return the requests that wait in an outbox."""
    waiting = (WAITING.read(octets) for _, octets in resident.device.store.outbox())
    submissions = (read(one.request, Submission) for one in waiting if one.kind == "Submission")
    return [read(envelope.content, RetryRequest) for s in submissions for envelope in s.envelopes]


def test_it_is_asked_for_five_times_and_then_told(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    (first,) = homes.bob.envelopes()
    orphan = replace(first, kind=Kind.MESSAGE, content=homes_message(homes))
    for _ in range(RETRIES + 2):
        homes.bob.receive(orphan)
    asked = requests(homes.bob)
    assert [request.attempt for request in asked] == list(range(1, RETRIES + 1))
    assert {request.message for request in asked} == {first.message}
    assert homes.bob.notices(ALICE).count("gap: a message of device 0 is unreadable") == 1
    homes.bob.receive(first)
    assert homes.bob.texts(ALICE) == ["hello"]
    assert homes.bob.device.store.names("retry/") == []


def homes_message(homes: Households) -> bytes:
    """Return an ordinary message of another session: Alice's laptop's to her phone."""
    homes.alices_laptop.send(BOB, "one")
    homes.alice.catch_up()
    homes.alice.send(ALICE, "two")
    return homes.alices_laptop.envelopes()[-1].content


def test_asking_stops_with_the_message(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    (envelope,) = homes.bob.envelopes()
    with homes.bob.device.transaction():
        homes.bob.device.store.put(f"retry/{ALICE}/0/{envelope.message}", b"4")
        stop_asking(homes.bob.device, envelope)
    assert homes.bob.device.store.names("retry/") == []
