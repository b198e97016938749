"""A line of a chat is one line, for people and for programs."""

import json

from mdaudit.reference.client.messages.conversation import Line, Origin
from mdaudit.reference.commands.lines import spelled

OTHER = Line("15550100002", Origin.OTHER, 1_700_000_000, "a\nb", "15550100002", 1, "m")
NOTICE = Line("15550100002", Origin.NOTICE, 1_700_000_000, "compare codes")


def test_people_read_when_where_whose_and_what() -> None:
    assert spelled(OTHER, as_json=False) == (
        "2023-11-14 22:13 UTC  15550100002  15550100002/1  a\\nb"
    )
    assert spelled(NOTICE, as_json=False).endswith("  15550100002  notice  compare codes")


def test_programs_read_every_field() -> None:
    read = json.loads(spelled(OTHER, as_json=True))
    assert read == {
        "chat": "15550100002",
        "origin": "other",
        "at": 1_700_000_000,
        "text": "a\nb",
        "account": "15550100002",
        "index": 1,
        "message": "m",
    }
