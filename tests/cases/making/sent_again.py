"""Cases about copies beyond the first, and about sender keys of groups."""

from typing import Any

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.honest import (
    ALICE,
    BOB,
    DAY,
    LAPTOP,
    PHONE,
    START,
    TABLET,
    Evidence,
    companion,
    copy,
    listed,
    message,
    pin,
    shown,
)
from tests.audit_cli.signing import KeyPair
from tests.cases.making.case import CLIENT, FAIL, INCONCLUSIVE, PASS, case, found, noted
from tests.cases.making.conduct import DEVICES, WITH_BOTH, WITHOUT_LAPTOP, sent

WATCH = KeyPair.named("watch")
WITH_WATCH = shown(DAY + 20, listed(DAY + 10, (0, 1, 2, 3)))
"""Alice's list of the next day, when she had linked a watch."""
HOLDERS = ((0, PHONE), (3, LAPTOP), (5, TABLET))


def again(at: int, number: int, key: KeyPair, kind: str = "retry") -> Evidence:
    """Return a copy that was made after the first sending."""
    return copy(at, number, key) | {"kind": kind}


def to_group(name: str, at: int, *holders: tuple[int, KeyPair], **group: Any) -> Evidence:
    """Return a message to a group, with the devices that its sender key was given to."""
    copies = [copy(at, *holder) | {"kind": "sender_key"} for holder in holders]
    described = {"id": "g1", "members": [ALICE, BOB], "sender_key_id": 7} | group
    whole = message(name, at, *copies) | {"group": described}
    del whole["to"]
    return whole


def in_group(*messages: Evidence, **parts: Any) -> Evidence:
    """Return evidence of messages to a group that Alice is in."""
    return sent(400, **parts) | {"messages": list(messages), "sender_keys": []}


def keeps(**changes: Any) -> Evidence:
    """Return evidence of a sender key of Alice's laptop, which her newer list leaves out."""
    key = {"group": "g1", "account": ALICE, "device": 3, "direction": "in", "id": 9}
    key |= {"created_at": START + 250, "deleted_at": None} | changes
    lists = [WITH_BOTH, WITHOUT_LAPTOP]
    return sent(400, lists=lists) | {"messages": [], "sender_keys": [key]}


@case("FAN-4", PASS, "Each device got one ciphertext.")
def _one_for_each() -> Evidence:
    return sent(400, copy(400, 0, PHONE), copy(400, 3, LAPTOP))


@case(
    "FAN-4",
    FAIL,
    "The laptop got two ciphertexts of one message at once.",
    found("FAN-4", CLIENT),
    code=ExitCode.MEDIUM,
)
def _two_at_once() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), copy(400, 3, LAPTOP))


@case("FAN-4", INCONCLUSIVE, "Two copies went to device 3, one for a key that nobody noted.")
def _a_copy_without_a_key() -> Evidence:
    bare = copy(400, 3, LAPTOP)
    del bare["identity_key"]
    return sent(400, copy(400, 3, LAPTOP), bare)


@case("FAN-6", PASS, "The laptop asked for a message again that it could not read.")
def _retry_for_a_device_of_that_time() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), again(700, 3, LAPTOP))


@case(
    "FAN-6",
    FAIL,
    "A watch that was linked a day later got an old message.",
    found("FAN-6", CLIENT),
    code=ExitCode.CRITICAL,
)
def _backfill_for_a_later_device() -> Evidence:
    devices = [*DEVICES, companion(8, WATCH, 3, DAY + 30, time=DAY)]
    later = again(DAY + 100, 8, WATCH, "backfill")
    return sent(400, copy(400, 0, PHONE), later, lists=[WITH_BOTH, WITH_WATCH], devices=devices)


@case(
    "FAN-6",
    FAIL,
    "A group message went again to the tablet, which was never given its sender key.",
    found("FAN-6", CLIENT),
    code=ExitCode.CRITICAL,
)
def _group_message_for_another_device() -> Evidence:
    whole = in_group(to_group("m1", 400, *HOLDERS[:2])) | {"messages_complete": True}
    whole["messages"][0]["copies"].append(again(700, *HOLDERS[2]))
    return whole


@case("FAN-6", INCONCLUSIVE, "There was a retry, and others of the message may be left out.")
def _retries_not_counted() -> Evidence:
    evidence = sent(400, copy(400, 3, LAPTOP), again(700, 3, LAPTOP))
    evidence["messages"][0]["complete"] = False
    return evidence


@case("GRP-1", PASS, "The sender key went to the devices of the member.")
def _devices_of_the_member() -> Evidence:
    return in_group(to_group("m1", 400, *HOLDERS))


@case(
    "GRP-1",
    FAIL,
    "The sender key went to the laptop after the held list had dropped it.",
    found("GRP-1", CLIENT),
    found("FAN-1", CLIENT),
    found("GRP-2", CLIENT),
    code=ExitCode.CRITICAL,
)
def _key_for_a_removed_device() -> Evidence:
    return in_group(to_group("m1", 400, *HOLDERS), lists=[WITH_BOTH, WITHOUT_LAPTOP])


@case("GRP-1", INCONCLUSIVE, "The sender key went to a companion, and hints were not collected.")
def _no_hints_of_the_member() -> Evidence:
    evidence = in_group(to_group("m1", 400, *HOLDERS))
    del evidence["accounts"][0]["hints"]
    return evidence


@case("GRP-2", PASS, "Everybody who has the sender key is listed when the second message goes out.")
def _all_holders_are_listed() -> Evidence:
    told = in_group(to_group("m1", 250, *HOLDERS), to_group("m2", 400))
    return told | {"messages_complete": True}


@case(
    "GRP-2",
    FAIL,
    "The laptop was removed between two messages under one sender key.",
    found("GRP-2", CLIENT),
    code=ExitCode.CRITICAL,
)
def _a_holder_was_removed() -> Evidence:
    messages = (to_group("m1", 250, *HOLDERS), to_group("m2", 400))
    return in_group(*messages, lists=[WITH_BOTH, WITHOUT_LAPTOP])


@case("GRP-2", INCONCLUSIVE, "Nobody noted who was given the sender key.")
def _holders_not_noted() -> Evidence:
    return in_group(to_group("m1", 400))


@case("GRP-3", PASS, "The laptop's sender key was deleted with the laptop.")
def _deleted() -> Evidence:
    kept = keeps(device=5)
    kept["sender_keys"].append(keeps(deleted_at=START + 300)["sender_keys"][0])
    return kept


@case(
    "GRP-3",
    FAIL,
    "The laptop's sender key is still there, though the held list dropped the laptop.",
    found("GRP-3", CLIENT),
    code=ExitCode.HIGH,
)
def _kept() -> Evidence:
    return keeps()


@case(
    "GRP-3",
    FAIL,
    "The sender key of Alice's old phone is still there, though she has another phone.",
    found("GRP-3", CLIENT),
    noted("VER-1"),
    code=ExitCode.HIGH,
)
def _kept_of_an_old_phone() -> Evidence:
    kept = keeps(device=0)
    kept["accounts"][0]["pins"].append(pin(KeyPair.named("another phone"), 350, life=8))
    return kept


@case("GRP-3", INCONCLUSIVE, "Whether the laptop's sender key was deleted was not collected.")
def _deletion_not_collected() -> Evidence:
    kept = keeps()
    del kept["sender_keys"][0]["deleted_at"]
    return kept
