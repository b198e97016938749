"""Free terms: what is built can be told apart, and taken apart again."""

from __future__ import annotations

from typing import Any, NewType

from mdaudit.spec.logic import Constructor, Missing
from mdaudit.spec.sorts import IdentityKey, Message

Data = NewType("Data", object)
said = Constructor[Message, Data]("said", (Message,), Data)
closed = Constructor[IdentityKey, Data, Data]("closed", (IdentityKey, Data), Data)
HELLO = Message("hello")
KEY = IdentityKey(b"a key")


def test_equal_parts_build_equal_things_and_no_others_do() -> None:
    assert said(HELLO) == said(HELLO)
    assert said(HELLO) != said(Message("bye"))
    assert closed(KEY, said(HELLO)) != said(HELLO)
    assert str(closed(KEY, said(HELLO))) == "closed(a key, said(hello))"


def test_of_what_is_missing_nothing_is_built() -> None:
    absent: Any = Missing("the message")
    assert repr(said(absent)) == repr(absent)
