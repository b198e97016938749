"""A bundle is the server's word: a session begins only with the key that was accepted."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from mdaudit.reference.client.messages.bundles import begin_anew, begin_missing
from mdaudit.reference.client.messages.pairwise import Partner, sessions_with
from mdaudit.reference.evidence import evidence_of
from mdaudit.reference.protocol.prekeys import Bundle, SignedPreKey
from mdaudit.reference.signed.signing import KeyPair
from tests.reference.client.lying import Altering
from tests.reference.client.town import Households, a_town
from tests.reference.scene import ALICE, BOB

Alter = Callable[[Bundle], Bundle | None]


def another_key(bundle: Bundle) -> Bundle:
    """Return the bundle with an identity key of the adversary's."""
    return replace(bundle, identity_key=KeyPair.generate(os.urandom).public)


def another_pre_key(bundle: Bundle) -> Bundle:
    """Return the bundle with a signed pre key that the device did not sign."""
    signed = SignedPreKey(bundle.signed.id, KeyPair.generate(os.urandom).public, bytes(64))
    return replace(bundle, signed=signed)


def nothing(_bundle: Bundle) -> None:
    """Return no bundle."""


@pytest.fixture
def lies(tmp_path: Path) -> Iterator[tuple[Households, Altering]]:
    """Households whose server alters bundles."""
    server = Altering()
    with a_town(tmp_path, server) as town:
        yield Households(town), server


@pytest.mark.parametrize(
    ("alter", "phone", "laptop"),
    [
        (another_key, "DEV-0", "DEV-1"),
        (another_pre_key, "BND-1", "BND-1"),
        (nothing, "the server has no keys", "the server has no keys"),
    ],
)
def test_no_session_begins_with_a_false_bundle(
    lies: tuple[Households, Altering], alter: Alter, phone: str, laptop: str
) -> None:
    homes, server = lies
    server.alter_bundle = alter
    sent = homes.alice.write(BOB, "for Bob alone")
    reasons = {(one.partner.account, int(one.partner.index)): one.reason for one in sent.unreached}
    assert reasons[BOB, 0].startswith(phone)
    assert reasons[BOB, 1].startswith(laptop)
    assert not [copy for copy in sent.copies if copy.account == BOB]
    (told,) = evidence_of(homes.alice.device.party.log)["messages"]
    assert not [copy for copy in told["copies"] if copy["account"] == BOB]
    assert homes.alice.texts(BOB) == ["for Bob alone"]


def test_a_session_is_begun_once_and_anew_only_when_asked(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    partner = Partner(BOB, homes.bob.device.index, homes.bob.device.keys.public)
    device, remote = homes.alice.device, homes.alice.remote
    (first,) = sessions_with(device, partner).sessions
    assert begin_missing(device, remote, [partner]) == []
    assert sessions_with(device, partner).sessions == (first,)
    assert begin_anew(device, remote, [partner]) == []
    assert sessions_with(device, partner).sessions[1:] == (first,)
    homes.alice.send(BOB, "in the new one")
    homes.bob.catch_up()
    assert homes.bob.texts(ALICE) == ["hello", "in the new one"]
