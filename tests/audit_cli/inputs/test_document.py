"""Evidence, read strictly."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from msgspec import UNSET

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs.document import evidence_document
from tests.audit_cli.honest import alice, honest, message

Change = Callable[[dict[str, Any]], object]


def read(evidence: object) -> Any:
    return evidence_document("evidence.json", json.dumps(evidence).encode())


def test_absent_null_and_a_value_are_three_things() -> None:
    evidence = honest()
    accounts = [{"account": "1"}, {"account": "2", "lists": None}, {"account": "3", "lists": []}]
    evidence["accounts"] = accounts
    assert [a.lists for a in read(evidence).evidence.accounts] == [UNSET, None, ()]


def test_extensions_are_allowed_everywhere() -> None:
    evidence = honest()
    evidence["x-how"] = {"any": "thing"}
    alice(evidence)["x-note"] = 1
    evidence["x-policy"] = {"lifetime": 1}
    assert read(evidence).claimed_policy == {"lifetime": 1}


def test_the_digest_is_that_of_the_bytes() -> None:
    text = b'{"format": "mdaudit-evidence/1", "accounts": []}'
    document = evidence_document("e", text)
    assert document.digest == sha256(text).hexdigest()


WRONG: dict[str, tuple[Change, str]] = {
    "an unknown member": (lambda e: e.update(more=1), "a member of the format, got `more`"),
    "an unknown member inside": (lambda e: alice(e).update(more=1), "at /accounts/0: "),
    "another format": (lambda e: e.update(format="mdaudit-evidence/2"), "mdaudit-evidence/2"),
    "a number for text": (
        lambda e: alice(e).update(account=7),
        "expected text, got a whole number",
    ),
    "text for a number": (
        lambda e: e.update(collected_at="now"),
        "at /collected_at: expected a whole number, got text",
    ),
    "a fraction": (lambda e: e.update(collected_at=1.5), "expected a whole number"),
    "a huge number": (lambda e: e.update(collected_at=10**30), "collected_at"),
    "a negative time": (lambda e: e.update(collected_at=-1), "collected_at"),
    "null for a time": (lambda e: e.update(collected_at=None), "collected_at"),
    "a short key": (
        lambda e: alice(e)["pins"][0].update(primary_key="YQ=="),
        "expected 32 bytes, got 1",
    ),
    "URL-safe base64": (
        lambda e: alice(e)["lists"][0].update(signed_key_index_list="-_-_"),
        "URL-safe",
    ),
    "a number for bytes": (
        lambda e: alice(e)["lists"][0].update(signed_key_index_list=7),
        "text in base64, got a JSON number",
    ),
    "an unknown outcome": (lambda e: alice(e)["lists"][0].update(outcome="perhaps"), "perhaps"),
    "pins out of order": (
        lambda e: alice(e)["pins"].append({**alice(e)["pins"][0], "from": 1}),
        "in time order",
    ),
    "an account twice": (lambda e: e["accounts"].append(alice(e)), "each account once"),
    "an observer of no name": (lambda e: e["messages"][0].update(observer="eve"), "observer"),
    "no observer among several": (lambda e: e["observers"].append("eve"), "observer"),
    "a message to nobody": (lambda e: e["messages"][0].pop("to"), "one of `to` and `group`"),
    "two own accounts": (lambda e: alice(e).update(own=True), "one own account at most"),
    "an observer twice": (lambda e: e["observers"].append("bobs-phone"), "each observer once"),
    "a message twice": (
        lambda e: e["messages"].append(dict(e["messages"][0], sent_at=1)),
        "each message once",
    ),
    "an account with its server": (
        lambda e: alice(e).update(account="15550100001@s.example"),
        "at /accounts/0/account: expected the user part of an account's name",
    ),
    "a recipient with a plus sign": (
        lambda e: e["messages"][0].update(to="+15550100001"),
        "at /messages/0/to: expected the user part",
    ),
    "a sender with its device": (
        lambda e: e["messages"][0]["from"].update(account="15550100002:1"),
        "at /messages/0/from/account: expected the user part",
    ),
    "a member with blanks": (
        lambda e: (
            e["messages"][0].pop("to"),
            e["messages"][0].update(group={"id": "g", "members": ["1555 010"]}),
        ),
        "at /messages/0/group/members/0: expected the user part",
    ),
    "all messages, and none": (
        lambda e: (e.pop("messages"), e.update(messages_complete=True)),
        "the messages that are said to be complete",
    ),
    "a message to two": (
        lambda e: e["messages"][0].update(group={"id": "g", "members": []}),
        "one of `to` and `group`",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_anything_else_is_refused_with_its_place(what: str) -> None:
    change, words = WRONG[what]
    evidence = honest()
    change(evidence)
    with pytest.raises(CannotLookError, match=words) as caught:
        read(evidence)
    said = str(caught.value)
    assert said.startswith(("evidence.json: expected ", "evidence.json, at /"))
    assert said.count("xpected ") == said.count(", got ") == 1


@pytest.mark.parametrize("value", [[], 7, None, "text", {"format": 7}, {}])
def test_what_is_no_evidence_is_refused(value: object) -> None:
    with pytest.raises(CannotLookError, match="an object with format 'mdaudit-evidence/1'"):
        read(value)


def test_the_observers_may_be_left_out() -> None:
    evidence = honest()
    del evidence["observers"]
    document = read(evidence)
    assert document.evidence.everybody() == ("observer",)
    evidence["messages"].append(message("m2", 700) | {"observer": "bobs-phone"})
    assert read(evidence).evidence.everybody() == ("bobs-phone",)
