"""A new companion is told of contacts, history and keys by its own primary, and by nobody else."""

from dataclasses import replace

from mdaudit.reference.app_state.shared_key import encode_share
from mdaudit.reference.client.messages.conversation import Line, Origin, conversation
from mdaudit.reference.client.own.contacts import address_book
from mdaudit.reference.client.own.history import (
    PAST,
    Past,
    chats_of_the_past,
    history,
)
from mdaudit.reference.own_data.contact_record import (
    decode_contact,
    encode_contact,
    encode_contacts,
)
from mdaudit.reference.own_data.history_file import seal_history
from mdaudit.reference.own_data.messages import OwnMessage, Subject
from mdaudit.spec.objects.messages import HistorySync, HistoryType, encode_history_sync
from mdaudit.spec.sorts import NO_KEY, Account
from tests.reference.client.family import meet, said_by, welcomed
from tests.reference.client.sharing import flipped
from tests.reference.client.town import Resident, Town
from tests.reference.scene import ALICE, BOB, stream


def friends(town: Town) -> tuple[Resident, Resident]:
    """Return the phones of Alice and Bob, who have written to each other."""
    alice, bob = town.phone(ALICE), town.phone(BOB)
    alice.send(BOB, "hello Bob")
    meet(bob)
    bob.send(ALICE, "hello Alice")
    meet(alice)
    return alice, bob


def forged_history(resident: Resident, text: str) -> OwnMessage:
    """Leave a history of one's own making with the server."""
    past = Past((Line(BOB, Origin.OTHER, 1, text, BOB),))
    octets, file = seal_history(PAST.write(past), stream("forged"))
    resident.remote.put_blob(octets)
    sync = HistorySync(HistoryType.RECENT, file)
    return OwnMessage(Subject.HISTORY, encode_history_sync(sync))


def test_a_new_laptop_knows_the_past(town: Town) -> None:
    alice, _ = friends(town)
    laptop = welcomed(town, alice)
    past = history(laptop.device, BOB)
    assert [line.text for line in past] == ["hello Bob", "hello Alice"]
    assert past == [line for line in conversation(alice.device, BOB) if line.account]
    assert chats_of_the_past(laptop.device) == [BOB]
    assert laptop.texts(BOB) == []
    assert laptop.steps("take_history") == ["done"]
    assert laptop.device.store.names("history-wanted/") == []


def test_it_is_told_once(town: Town) -> None:
    alice, _ = friends(town)
    laptop = welcomed(town, alice)
    meet(alice, laptop)
    assert laptop.steps("take_history") == laptop.steps("take_over_contact") == ["done"]
    assert laptop.steps("take_app_state_key") == ["done"]


def test_the_blob_is_dropped(town: Town) -> None:
    alice, _ = friends(town)
    laptop = town.laptop(alice)
    dropped: list[str] = []
    drop = laptop.remote.drop_blob

    def drop_blob(digest: str) -> None:
        dropped.append(digest)
        drop(digest)

    laptop.remote.drop_blob = drop_blob  # type: ignore[method-assign]
    meet(alice, laptop)
    assert len(dropped) == 1


def test_a_changed_history_is_told_and_dropped(town: Town) -> None:
    alice, _ = friends(town)
    laptop = town.laptop(alice)
    fetch = laptop.remote.blob
    laptop.remote.blob = lambda digest: flipped(fetch(digest))  # type: ignore[method-assign]
    meet(alice, laptop)
    assert history(laptop.device, BOB) == []
    assert "history of the primary cannot be used" in laptop.notices(ALICE)
    assert laptop.device.store.names("history-wanted/") == []


def test_a_strangers_history_is_refused(town: Town) -> None:
    alice, bob = friends(town)
    said_by(bob, alice, forged_history(bob, "you owe me"))
    meet(alice)
    assert alice.steps("take_history") == ["refused"]
    assert "SYNC-1" in alice.notices(BOB)
    assert history(alice.device, BOB) == []


def test_history_of_another_companion_is_refused(town: Town) -> None:
    alice, _ = friends(town)
    laptop, tablet = welcomed(town, alice), welcomed(town, alice)
    meet(laptop)
    laptop.write(ALICE, "to all own devices")
    said_by(laptop, tablet, forged_history(laptop, "you owe him"))
    meet(tablet)
    assert tablet.steps("take_history")[-1] == "refused"
    assert "SYNC-1" in tablet.notices(ALICE)
    assert [line.text for line in history(tablet.device, BOB)][:1] == ["hello Bob"]


def test_a_history_without_a_file_is_no_history(town: Town) -> None:
    alice, _ = friends(town)
    laptop = welcomed(town, alice)
    nothing = HistorySync(HistoryType.RECENT, inline=b"lines")
    said_by(alice, laptop, OwnMessage(Subject.HISTORY, encode_history_sync(nothing)))
    meet(laptop)
    assert "expected a file" in laptop.notices(ALICE)


def test_contacts_come_from_the_primary(town: Town) -> None:
    """Pins, lists and marks come along before the server is asked for anybody."""
    alice, bob = friends(town)
    with alice.device.transaction():
        alice.device.party.note("verified", alice.device.name, BOB)
    laptop = town.laptop(alice)
    meet(alice)
    assert laptop.device.party.state.pin(laptop.device.name, BOB) == NO_KEY
    meet(laptop)
    s, name = laptop.device.party.state, laptop.device.name
    assert s.pin(name, BOB) == bob.device.keys.public
    assert s.verified(name, BOB)
    assert s.held(name, BOB) == alice.device.party.state.held(alice.device.name, BOB)
    assert laptop.steps("take_over_contact") == ["done"]


def test_contacts_of_another_companion_are_refused(town: Town) -> None:
    """A companion vouches for nobody, and neither does a stranger (VER-6)."""
    alice, bob = friends(town)
    carol = town.phone(Account("15550100003"))
    carol.send(BOB, "hello")
    meet(bob)
    book = address_book(bob.device)
    record = encode_contact(book.record_of(carol.account))
    laptop, tablet = welcomed(town, alice), welcomed(town, alice)
    meet(laptop)
    laptop.write(ALICE, "to all own devices")
    message = OwnMessage(Subject.CONTACTS, encode_contacts((record,)))
    said_by(laptop, tablet, message)
    said_by(bob, tablet, message)
    meet(tablet)
    outcomes = tablet.steps("take_over_contact")
    assert outcomes == ["done", "refused", "not possible"]
    assert tablet.device.party.state.pin(tablet.device.name, carol.account) == NO_KEY
    assert "VER-6" in tablet.notices(ALICE)


def test_a_contact_with_a_list_of_somebody_else_is_refused(town: Town) -> None:
    alice, bob = friends(town)
    laptop = town.laptop(alice)
    meet(alice)
    own = address_book(alice.device).record_of(BOB)
    carol = Account("15550100003")
    forged = encode_contact(replace(own, account=carol, pin=alice.device.keys.public))
    said_by(alice, laptop, OwnMessage(Subject.CONTACTS, encode_contacts((forged,))))
    meet(laptop)
    assert laptop.device.party.state.pin(laptop.device.name, carol) == NO_KEY
    assert "LIST-1" in laptop.notices(ALICE)
    assert bob.account == decode_contact(encode_contact(own)).account


def test_a_key_for_app_state_of_a_stranger_is_refused(town: Town) -> None:
    alice, bob = friends(town)
    laptop, bobs_laptop = welcomed(town, alice), welcomed(town, bob)
    (name,) = bobs_laptop.device.store.names("app-state-key/")
    key = bobs_laptop.device.store.get(name)
    assert key is not None
    bob.send(ALICE, "to meet the laptop")
    said_by(bob, laptop, OwnMessage(Subject.APP_STATE_KEYS, encode_share((key,))))
    said_by(bobs_laptop, laptop, OwnMessage(Subject.APP_STATE_KEYS, encode_share((key,))))
    meet(laptop)
    assert laptop.steps("take_app_state_key") == ["done", "refused", "refused"]
    assert "SYNC-1" in laptop.notices(BOB)
