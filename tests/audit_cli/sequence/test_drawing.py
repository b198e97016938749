"""Sequence diagrams in plain characters."""

import pytest

from mdaudit.audit_cli.sequence.drawing import drawn
from mdaudit.audit_cli.sequence.parties import Event

RUN = [
    Event("alice", "alice", "1. Alice's phone signs a list."),
    Event("server", "bob's phone", "2. The server shows the list to the phone, which holds it."),
    Event("bob's phone", "alice", "3. It sends a message."),
]

WIDE = """\
                 bob's
 alice   server  phone
   *       |       |     1. Alice's phone signs a list.
   |       |------>|     2. The server shows the list to the
   |       |       |        phone, which holds it.
   |<--------------|     3. It sends a message.
"""

NARROW = """\
1. Alice's phone signs a list.
2. The server shows the list to the
   phone, which holds it.
3. It sends a message.
"""


def test_each_party_has_a_lifeline_and_each_event_its_words() -> None:
    assert "\n".join([*drawn(RUN, 61), ""]) == WIDE


def test_where_there_is_no_room_the_events_are_listed() -> None:
    assert "\n".join([*drawn(RUN, 40), ""]) == NARROW


@pytest.mark.parametrize("width", range(1, 140, 7))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    longest = max(len(word) for event in RUN for word in event.says.split()) + 3
    assert max(map(len, drawn(RUN, width))) <= max(width, longest)


def test_a_run_without_events_is_empty() -> None:
    assert drawn([], 100) == []
