"""A message's id is made of the secret inside of it."""

import pytest

from mdaudit.reference.client.messages.plaintexts import (
    CONVERSATION,
    TEXT,
    check_id,
    fresh_secret,
    id_of,
    text_content,
)
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.messages import ContextInfo, Message, decode_message, encode_message
from mdaudit.spec.objects.wire import read_message


def test_the_id_is_the_beginning_of_a_hash() -> None:
    assert id_of(bytes(32)) == "66687aadf862bd776c8fc18b8e9f8e20"
    assert id_of(fresh_secret()) != id_of(fresh_secret())


def test_only_its_own_id_fits_a_message() -> None:
    info = ContextInfo(secret=bytes(32))
    assert check_id(id_of(bytes(32)), info) == id_of(bytes(32))
    with pytest.raises(Malformed, match="as the secret inside says"):
        check_id("0" * 32, info)
    with pytest.raises(Malformed, match="the secret of the message"):
        check_id("0" * 32, ContextInfo())


@pytest.mark.parametrize("text", ["", "hello", "grüß dich \N{WAVING HAND SIGN}"])
def test_a_text_is_the_content_of_a_message(text: str) -> None:
    content = decode_message(encode_message(Message(content=text_content(text)))).content
    assert read_message(TEXT, content).text(CONVERSATION) == text
