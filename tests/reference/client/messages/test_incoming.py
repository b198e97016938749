"""A decrypted message is read once, with the parts that a table names, and strictly."""

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.incoming import (
    INCOMING,
    Incoming,
    Parts,
    handle_parts,
    read_parts,
)
from mdaudit.reference.client.messages.plaintexts import CONVERSATION, text_content
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.messages import Message, encode_message
from mdaudit.spec.objects.messages.message import DEVICE_SENT
from tests.reference.client.town import Households
from tests.reference.scene import ALICE

handled: list[tuple[str, bytes]] = []


def conversation(_device: Device, _incoming: Incoming, octets: bytes) -> None:
    """Note a text."""
    handled.append(("conversation", octets))


def device_sent(_device: Device, _incoming: Incoming, octets: bytes) -> None:
    """Note a copy of an own message."""
    handled.append(("device sent", octets))


PARTS: Parts = {DEVICE_SENT: device_sent, CONVERSATION: conversation}


def test_parts_are_handled_in_the_order_of_the_table(homes: Households) -> None:
    handled.clear()
    plaintext = encode_message(Message(device_sent=b"wrapper", content=text_content("hello")))
    incoming = Incoming(ALICE, 1, b"k" * 32, "m", plaintext)
    handle_parts(homes.bob.device, incoming, PARTS)
    assert handled == [("device sent", b"wrapper"), ("conversation", b"hello")]


def test_what_no_table_names_is_kept_as_unknown() -> None:
    decoded = read_parts(text_content("hello"), {DEVICE_SENT: device_sent})
    assert decoded.unknown == text_content("hello")
    assert decoded.optional_octets(DEVICE_SENT) is None


@pytest.mark.parametrize("octets", [b"\xff", text_content("one") + text_content("two")])
def test_what_is_no_message_or_says_two_things_is_refused(octets: bytes) -> None:
    with pytest.raises(Malformed):
        read_parts(octets, PARTS)


def test_it_is_stored_as_it_was() -> None:
    incoming = Incoming(ALICE, 1, b"k" * 32, "m", b"plaintext", "friends")
    assert INCOMING.read(INCOMING.write(incoming)) == incoming
    assert incoming.partner.row == (ALICE, 1, b"k" * 32)
