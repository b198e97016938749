"""Recorded sender keys of other libraries: every message is read, and every bad one refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from mdaudit.reference.sender_keys import SenderKeyRecord, read_distribution
from mdaudit.reference.sender_keys.message import (
    message_keys,
    read_group_message,
    write_distribution,
    write_group_message,
)
from mdaudit.reference.sessions import KeyUsed
from mdaudit.reference.sessions.chain import ChainKey
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.unauthentic import Unauthentic

FILE = Path(__file__).parents[2] / "fixtures" / "vectors" / "senderkey_libsignal.json"
Case = dict[str, Any]
CASES: list[Case] = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


def given(case: Case) -> SenderKeyRecord:
    return SenderKeyRecord().with_distribution(read_distribution(bytes.fromhex(case["skdm"])))


@every_case
def test_a_distribution_says_what_was_recorded_and_is_written_the_same(case: Case) -> None:
    octets, fields = bytes.fromhex(case["skdm"]), case["skdm_fields"]
    read = read_distribution(octets)
    assert (read.number, read.position) == (fields["chain_id"], fields["iteration"])
    assert read.chain_key.hex() == fields["chain_key"]
    assert (b"\x05" + read.signing_key).hex() == fields["signing_key"]
    head = ChainKey(read.chain_key, read.position)
    assert write_distribution(read.number, head, read.signing_key) == octets


@every_case
def test_messages_are_read_in_the_recorded_order_and_once(case: Case) -> None:
    record = given(case)
    for delivered in case["delivered"]:
        message = case["messages"][delivered["index"]]
        octets = bytes.fromhex(message["message"])
        read = record.decrypt(octets)
        assert read.plaintext.hex() == delivered["plaintext"] == message["plaintext"]
        assert read.position == message["iteration"]
        record = read.record
        with pytest.raises(KeyUsed, match="a duplicate needs no answer"):
            record.decrypt(octets)


@every_case
def test_message_keys_and_signed_bytes_are_the_recorded_ones(case: Case) -> None:
    for message in case["messages"]:
        key, start = message_keys(bytes.fromhex(message["message_key_seed"]))
        assert (key.hex(), start.hex()) == (message["cipher_key"], message["iv"])
        read = read_group_message(bytes.fromhex(message["message"]))
        assert write_group_message(read.content) == read.signed


@every_case
def test_what_the_libraries_refuse_is_refused(case: Case) -> None:
    record = given(case)
    for delivered in case["delivered"]:
        octets = bytes.fromhex(case["messages"][delivered["index"]]["message"])
        record = record.decrypt(octets).record
    assert {bad["name"] for bad in case["negative"]} >= {"replay", "signature bit flip"}
    for bad in case["negative"]:
        expected = KeyUsed if bad["name"] == "replay" else (Unauthentic, Malformed)
        with pytest.raises(expected):
            record.decrypt(bytes.fromhex(bad["message"]))
