"""How values are written."""

import pytest

from mdaudit.audit_cli import redact
from mdaudit.audit_cli.inputs.lone_object import NAMELESS
from mdaudit.audit_cli.redact import Names, date
from mdaudit.spec.logic import Missing
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import (
    Account,
    Client,
    Duration,
    Group,
    IdentityKey,
    Index,
    Message,
    Time,
)
from mdaudit.spec.state import beginning
from mdaudit.spec.state.signed import NO_LIST, SignedList


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (0, "1970-01-01 00:00:00 UTC"),
        (-1, "never"),
        (253_402_300_799, "9999-12-31 23:59:59 UTC"),
        (2**64 - 1, "second 18446744073709551615"),
    ],
)
def test_times_are_dates_where_they_have_one(time: int, words: str) -> None:
    assert date(time) == words


@pytest.mark.parametrize(
    ("value", "sort", "words"),
    [
        (Account("15550100002"), Account, "account#1"),
        (Client("phone"), Client, "observer#1"),
        (Message("m"), Message, "message#1"),
        (Group("g"), Group, "group#1"),
        (Duration(3_024_000), Duration, "35 days"),
        (Time(0), Time, "1970-01-01 00:00:00 UTC"),
        (IdentityKey(b""), IdentityKey, "none"),
        (IdentityKey(bytes(32)), IdentityKey, "key 66687aad"),
        (NO_LIST, SignedList, "no list"),
        (SignedList("list"), SignedList, "list, current index 0, valid indexes none"),
        (
            SignedList("list", valid_indexes=frozenset({Index(2), Index(1)})),
            SignedList,
            "list, current index 0, valid indexes 1 2",
        ),
        (b"\x06\x02abc", bytes, "0602 and 3 more bytes"),
        (b"", bytes, "nothing and 0 more bytes"),
        (("a", "b"), tuple, "a; b"),
        ((), tuple, "one reading"),
        (Missing("pins", "lists"), Time, "unknown (pins, lists)"),
        (beginning(Policy()), None, ""),
        (7, Index, "7"),
    ],
)
def test_values_are_written_for_people(value: object, sort: object, words: str) -> None:
    assert Names().show(value, sort) == words


def test_names_are_counted_by_kind_and_stay() -> None:
    names = Names()
    assert [names.account(name) for name in "aba"] == ["account#1", "account#2", "account#1"]
    assert names.message("a") == "message#1"


def test_identifiers_are_shown_if_asked_for() -> None:
    assert Names(show_identifiers=True).account("15550100002") == "15550100002"


def test_the_account_of_a_lone_object_has_no_number() -> None:
    assert Names().account(NAMELESS) == "the account"


def test_a_stream_of_names_is_forgotten_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redact, "MOST_NAMES", 2)
    names = Names()
    given = [names.account(name) for name in ("a", "b", "a", "c", "b", "a")]
    assert given == [f"account#{number}" for number in (1, 2, 1, 3, 2, 4)]
