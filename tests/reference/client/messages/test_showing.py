"""Nobody puts words into the user's own mouth (FAN-5)."""

from mdaudit.reference.client.lists.hints import context_info
from mdaudit.reference.client.messages.pairwise import Partner, encrypt
from mdaudit.reference.client.messages.plaintexts import fresh_secret, id_of, text_content
from mdaudit.reference.client.messages.sending import plaintexts
from mdaudit.reference.client.messages.submitting import submit
from mdaudit.spec.objects.messages import DeviceSent, Message, encode_device_sent, encode_message
from tests.reference.client.town import Households, Resident
from tests.reference.scene import ALICE, BOB


def writes(writer: Resident, reader: Resident, secret: bytes, plaintext: bytes) -> None:
    """Let a device send any plaintext, as a corrupt one would."""
    device = writer.device
    partner = Partner(reader.account, reader.device.index, reader.device.keys.public)
    with device.transaction():
        submit(device, id_of(secret), [encrypt(device, partner, plaintext)])
    writer.catch_up()


def test_a_stranger_does_not_speak_for_the_user(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    homes.town.catch_up()
    secret = fresh_secret()
    with homes.alice.device.transaction():
        forged = plaintexts(homes.alice.device, BOB, secret, text_content("I owe Alice a fortune"))
    writes(homes.alice, homes.bob, secret, forged.for_own)
    homes.bob.catch_up()
    assert homes.bob.texts(BOB) == []
    assert homes.bob.texts(ALICE) == ["hello"]
    assert "(FAN-5" in homes.bob.notices(ALICE)


def test_a_note_to_oneself_is_the_users_own(homes: Households) -> None:
    homes.alice.send(ALICE, "buy milk")
    homes.town.catch_up()
    assert homes.alices_laptop.texts(ALICE) == ["buy milk"]
    assert homes.alice.texts(ALICE) == ["buy milk"]


def test_a_copy_of_something_else_than_a_text_is_no_line(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    homes.town.catch_up()
    device, secret = homes.alice.device, fresh_secret()
    with device.transaction():
        info = context_info(device, secret, None)
        wrapper = encode_device_sent(DeviceSent(BOB, encode_message(Message())))
    plaintext = encode_message(Message(device_sent=wrapper, context_info=info))
    writes(homes.alice, homes.alices_laptop, secret, plaintext)
    homes.alices_laptop.catch_up()
    assert homes.alices_laptop.texts(BOB) == ["hello"]
    assert homes.alices_laptop.notices(ALICE) == ""


def test_a_message_without_a_secret_has_no_id(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    homes.town.catch_up()
    bare = encode_message(Message(content=text_content("who said that?")))
    writes(homes.alice, homes.bob, fresh_secret(), bare)
    homes.bob.catch_up()
    assert homes.bob.texts(ALICE) == ["hello"]
    assert "the secret of the message" in homes.bob.notices(ALICE)
