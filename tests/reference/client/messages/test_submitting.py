"""A submission says what the server may compare, and brings a companion's certificate along."""

from mdaudit.reference.client.messages.submitting import submit
from mdaudit.reference.client.outbox import WAITING
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.device_hash import device_hash
from mdaudit.reference.protocol.envelope import Kind, Outgoing, Submission
from mdaudit.reference.protocol.part import read
from mdaudit.spec.objects import decode_signed_device_identity
from tests.reference.client.town import Households, Resident
from tests.reference.scene import ALICE, BOB


def submitted(resident: Resident, kind: Kind) -> Submission:
    """Submit one envelope; return what waits."""
    with resident.device.transaction():
        submit(resident.device, "m", [Outgoing(Address(BOB, 1), kind, b"x")], whole=[BOB, ALICE])
    ((_, octets),) = resident.device.store.outbox()
    return read(WAITING.read(octets).request, Submission)


def test_the_hashes_are_of_those_served_and_of_oneself(homes: Households) -> None:
    made = submitted(homes.alices_laptop, Kind.MESSAGE)
    assert made.device_hashes == {BOB: device_hash(BOB, [1]), ALICE: device_hash(ALICE, [1])}
    assert made.signed_device_identity is None


def test_a_companion_that_begins_a_session_shows_its_certificate(homes: Households) -> None:
    shown = submitted(homes.alices_laptop, Kind.PRE_KEY).signed_device_identity
    assert shown is not None
    assert decode_signed_device_identity(shown).claims.key_index == 1


def test_a_primary_has_none(homes: Households) -> None:
    assert submitted(homes.alice, Kind.PRE_KEY).signed_device_identity is None
