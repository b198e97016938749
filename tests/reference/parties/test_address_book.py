"""A companion takes contacts from its own primary, and checks each list like any other (VER-6)."""

from dataclasses import replace

import pytest

from mdaudit.reference.own_data.contact_record import ContactRecord, decode_contact, encode_contact
from mdaudit.reference.parties.address_book import AddressBook
from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.peer import Peer
from mdaudit.reference.parties.reader import Device
from mdaudit.spec.objects import Malformed
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Client, IdentityKey, Index, RawId
from tests.reference.scene import ALICE, BOB, BOBS_PHONE, Scene, at

TABLET = IdentityKey(b"t" * 32)


class BobsHome:
    """Bob's phone, which knows Alice, and his tablet, which knows his phone."""

    def __init__(self) -> None:
        self.scene = Scene().bob_knows_the_laptop()
        self.phone = AddressBook(BOBS_PHONE, self.scene.bob.party)
        peer = Peer(Client("bobs-tablet"), Party())
        peer.set_up(BOB, TABLET, at(0), Index(1))
        peer.pin(BOB, self.phone_key, RawId(3), at(0))
        self.tablet = AddressBook(peer.name, peer.party)

    @property
    def phone_key(self) -> IdentityKey:
        """The key of Bob's phone."""
        return self.phone.party.state.own_key(BOBS_PHONE)

    def take(self, record: ContactRecord, giver: Device | None = None) -> None:
        """Let the tablet take a record over, from the phone unless told otherwise."""
        primary: Device = (BOB, PRIMARY, self.phone_key)
        self.tablet.take_over(giver or primary, encode_contact(record), record, at(0))

    def knows_alice(self) -> bool:
        """Whether the tablet has pinned Alice."""
        return self.tablet.party.state.pin(self.tablet.name, ALICE) != NO_KEY


@pytest.fixture
def home() -> BobsHome:
    return BobsHome()


def test_a_contact_is_handed_over(home: BobsHome) -> None:
    assert home.phone.contacts() == [ALICE]
    octets = home.phone.hand_over(ALICE, at(0))
    record = decode_contact(octets)
    home.take(record)
    s, name = home.tablet.party.state, home.tablet.name
    assert s.pin(name, ALICE) == home.scene.phone.identity_key
    assert s.held(name, ALICE) == home.phone.party.state.held(BOBS_PHONE, ALICE)
    assert home.tablet.party.seen.octets(s.held(name, ALICE).name) == home.scene.with_laptop
    assert not s.verified(name, ALICE)


def test_the_mark_comes_along(home: BobsHome) -> None:
    home.phone.party.note("verified", BOBS_PHONE, ALICE)
    home.take(home.phone.record_of(ALICE))
    assert home.tablet.party.state.verified(home.tablet.name, ALICE)


def test_only_the_primary_vouches(home: BobsHome) -> None:
    record = home.phone.record_of(ALICE)
    home.tablet.party.note("knows", home.tablet.name, BOB, Index(2), IdentityKey(b"o" * 32))
    with pytest.raises(Refused, match="VER-6"):
        home.take(record, (BOB, Index(2), IdentityKey(b"o" * 32)))
    with pytest.raises(NotPossible, match="over a session"):
        home.take(record, (ALICE, PRIMARY, home.scene.phone.identity_key))
    assert not home.knows_alice()


def test_a_list_of_another_primary_is_refused(home: BobsHome) -> None:
    record = home.phone.record_of(ALICE)
    forged = home.scene.forged_list(home.scene.rogue, at(0), 0, 1)
    with pytest.raises(Refused, match="LIST-1"):
        home.take(replace(record, signed_list=forged))
    with pytest.raises(Malformed):
        home.take(replace(record, signed_list=b"no list"))
    assert not home.knows_alice()


def test_who_is_known_stays_as_known(home: BobsHome) -> None:
    home.take(home.phone.record_of(ALICE))
    with pytest.raises(NotPossible, match="new"):
        home.take(replace(home.phone.record_of(ALICE), is_verified=True))
    assert not home.tablet.party.state.verified(home.tablet.name, ALICE)


def test_a_companion_hands_nothing_over(home: BobsHome) -> None:
    home.take(home.phone.record_of(ALICE))
    with pytest.raises(NotPossible, match="primary"):
        home.tablet.hand_over(ALICE, at(0))
