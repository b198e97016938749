"""What devices of one account tell each other is read strictly, and in one way."""

import pytest

from mdaudit.reference.own_data.messages import (
    APP_STATE_KEYS,
    CONTENT,
    HISTORY,
    PROTOCOL,
    PROTOCOL_MESSAGE,
    TYPE,
    OwnMessage,
    Subject,
    own_content,
    read_own_message,
    told_in,
)
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.wire import read_message, write_message


@pytest.mark.parametrize("subject", Subject)
def test_what_is_written_is_read(subject: Subject) -> None:
    said = OwnMessage(subject, b"the body")
    octets = read_message(CONTENT, own_content(said)).optional_octets(PROTOCOL_MESSAGE)
    assert octets is not None
    assert read_own_message(octets) == told_in(own_content(said)) == said


def test_the_numbers_are_those_of_open_clients() -> None:
    keys = own_content(OwnMessage(Subject.APP_STATE_KEYS, b"k"))
    assert keys.hex() == "6205" + "1006" + "3a016b"


@pytest.mark.parametrize(
    "values",
    [
        {TYPE: 6},
        {TYPE: 6, HISTORY: b"a"},
        {TYPE: 6, APP_STATE_KEYS: b"a", HISTORY: b"b"},
    ],
    ids=["no body", "another body", "two bodies"],
)
def test_subject_and_body_belong_together(values: dict[Field, int | bytes]) -> None:
    with pytest.raises(Malformed, match="body of subject 6 alone"):
        read_own_message(write_message(PROTOCOL, values))


@pytest.mark.parametrize("number", [0, 1, 7, 5000])
def test_an_unknown_subject_is_refused(number: int) -> None:
    unlike = Field(2, "type", Kind.ENUM, choices=frozenset({number}))
    octets = write_message(Layout("ProtocolMessage", (unlike,), signed=True), {unlike: number})
    with pytest.raises(Malformed, match="type"):
        read_own_message(octets)


def test_without_a_subject_nothing_is_read() -> None:
    with pytest.raises(Malformed, match="this field"):
        read_own_message(b"")
