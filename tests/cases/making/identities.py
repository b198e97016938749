"""Cases about pins and marks, about removals, and about what hints say of keys."""

from hashlib import sha256
from typing import Any

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.honest import (
    BOB,
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    TABLET,
    Evidence,
    copy,
    hint,
    pin,
)
from tests.audit_cli.signing import KeyPair, base64
from tests.cases.making.case import (
    ABSENT,
    CLIENT,
    DEVICE,
    FAIL,
    INCONCLUSIVE,
    OWNER,
    PASS,
    SERVER,
    UNKNOWN,
    about,
    case,
    evidence,
    found,
    noted,
)
from tests.cases.making.conduct import DEVICES, WITH_BOTH, WITHOUT_LAPTOP, own, own_list, sent

KEYS = (PHONE, LAPTOP, TABLET)


def mark(key: KeyPair, at: int = 50) -> Evidence:
    """Return that a user compared the code of a primary."""
    return {"primary_key": base64(key.public), "at": START + at}


def changed(verified: Any, **second: Any) -> Evidence:
    """Return evidence of a message to Alice's new phone, which took the old one's place."""
    pins = [pin(PHONE), pin(MALLORY, 300, life=8) | second]
    return sent(400, copy(400, 0, MALLORY), pins=pins, verified=verified, lists=[], devices=[])


def own_change(number: int) -> Evidence:
    """Return evidence of a device of Bob's that sent, and that pins another primary later."""
    whole = sent(400, copy(400, 0, PHONE))
    whole["messages"][0]["from"]["device"] = number
    whole["accounts"][1]["pins"].append(pin(MALLORY, 700, life=10))
    return whole


def told(stated: bytes, **parts: Any) -> Evidence:
    """Return evidence of a hint about Alice's keys."""
    word = hint(300, 10) | {"key_hash": base64(stated)}
    known = {"lists": [WITH_BOTH], "devices": DEVICES} | parts
    return sent(400, hints=[word], **known) | {"messages": []}


def hashed(*keys: bytes) -> bytes:
    """Return the hash of keys in this order."""
    return sha256(b"".join(keys)).digest()[:10]


def noticed(effect: Any, *lists: Evidence) -> Evidence:
    """Return evidence of a notice that Alice's laptop was removed."""
    notice = {"received_at": START + 350, "kind": "remove", "device": 3, "effect": effect}
    kept = {name: value for name, value in notice.items() if value is not ABSENT}
    return sent(400, lists=[WITH_BOTH, *lists], notices=[kept]) | {"messages": []}


def removal(done: Any, *lists: Evidence) -> Evidence:
    """Return evidence of the removal of Bob's laptop, by a list of second 200."""
    part = {"key_index": 1, "requested_at": START + 190, "list_timestamp": START + 200}
    if done is not ABSENT:
        part["shown_done_at"] = START + done
    return own([own_list(20, (0, 1)), *lists], removals=[part])


@case("VER-1", PASS, "The mark is on the key that was compared.")
def _mark_on_the_compared_key() -> Evidence:
    compared = sent(400, verified=mark(PHONE))
    compared["accounts"][1]["verified"] = None
    return compared


@case(
    "VER-1",
    FAIL,
    "The mark went over to a key that nobody compared.",
    found("VER-1", CLIENT),
    noted("VER-1"),
    code=ExitCode.LOW,
)
def _mark_on_the_next_key() -> Evidence:
    return changed(mark(MALLORY)) | {"messages": []}


@case("VER-1", INCONCLUSIVE, "The pins of the marked contact were not collected.")
def _mark_without_pins() -> Evidence:
    return sent(400, verified=mark(PHONE), pins=ABSENT)


@case(
    "FAN-1", PASS, "The pinned key was noted again when it was compared: it is no other identity."
)
def _key_noted_again_as_compared() -> Evidence:
    pins = [pin(PHONE) | {"how": "first_contact"}, pin(PHONE, 250) | {"how": "compared"}]
    return sent(400, copy(400, 3, LAPTOP), pins=pins)


@case("FAN-1", INCONCLUSIVE, "The list and the laptop were noted a second before the first pin.")
def _before_the_first_pin() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), pins=[pin(PHONE, 201)])


@case("VER-3", PASS, "The identity did not change.")
def _no_change() -> Evidence:
    return sent(400, copy(400, 0, PHONE), verified=mark(PHONE))


@case(
    "VER-3",
    FAIL,
    "A verified contact got another key, the user was not told, and a message went out.",
    found("VER-3", CLIENT),
    noted("VER-3"),
    noted("VER-1"),
    code=ExitCode.HIGH,
)
def _hidden_change() -> Evidence:
    return changed(mark(PHONE), shown_to_user=False)


@case(
    "VER-3",
    INCONCLUSIVE,
    "The user was told of the change; whether they confirmed is unknown.",
    noted("VER-1"),
)
def _perhaps_confirmed() -> Evidence:
    return changed(mark(PHONE), shown_to_user=True)


@case("VER-5", PASS, "The own pin stayed, and the own list names the sending device.")
def _same_primary() -> Evidence:
    return sent(400, copy(400, 0, PHONE))


@case(
    "VER-5",
    FAIL,
    "A companion pinned another primary for its own account.",
    found("VER-5", SERVER, CLIENT),
    code=ExitCode.CRITICAL,
)
def _another_primary() -> Evidence:
    whole = own_change(1)
    whole["accounts"][1]["lists"] = [own_list(20, (0, 1))]
    return whole


@case("VER-5", INCONCLUSIVE, "The own pin changed; whether of a companion nobody noted.")
def _perhaps_the_phone_itself() -> Evidence:
    pins = [pin(KeyPair.named("bob's phone"), life=9), pin(MALLORY, 700, life=10)]
    lists = [own_list(20, (0, 1))]
    return evidence(about(BOB, own=True, pins=pins, lists=lists, devices=[], hints=[]))


@case("ICDC-3", PASS, "The hash is of the keys that the client knows.")
def _same_keys() -> Evidence:
    return told(hashed(*sorted(key.public for key in KEYS)))


@case(
    "ICDC-3",
    FAIL,
    "The speaker was shown another key for one of the devices.",
    found("ICDC-3", UNKNOWN),
    code=ExitCode.HIGH,
)
def _another_key() -> Evidence:
    return told(hashed(*sorted(key.public for key in (PHONE, LAPTOP, MALLORY))))


@case("ICDC-3", INCONCLUSIVE, "The client does not know the key of one listed device.")
def _a_key_is_missing() -> Evidence:
    return told(hashed(*sorted(key.public for key in KEYS)), devices=DEVICES[:1])


@case("ICDC-4", PASS, "The hash is of the sorted keys.")
def _sorted() -> Evidence:
    return told(hashed(*sorted(key.public for key in KEYS)))


@case(
    "ICDC-4",
    FAIL,
    "The speaker hashed the keys in the order of their indexes.",
    found("ICDC-4", DEVICE),
    code=ExitCode.MEDIUM,
)
def _not_sorted() -> Evidence:
    return told(hashed(*(key.public for key in KEYS)))


@case(
    "ICDC-4",
    INCONCLUSIVE,
    "The hash is of keys that nobody knows.",
    found("ICDC-3", UNKNOWN),
    code=ExitCode.HIGH,
)
def _unknown_keys() -> Evidence:
    return told(hashed(MALLORY.public))


@case("REV-1", PASS, "The session was ended when the held list had dropped the laptop.")
def _by_the_list() -> Evidence:
    return noticed("removed", WITHOUT_LAPTOP)


@case(
    "REV-1",
    FAIL,
    "The laptop was dropped because of an unsigned notice.",
    found("REV-1", CLIENT),
    code=ExitCode.HIGH,
)
def _by_a_notice() -> Evidence:
    return noticed("removed")


@case("REV-1", INCONCLUSIVE, "There was a notice, and nobody noted what the client did.")
def _effect_not_noted() -> Evidence:
    return noticed(ABSENT)


@case("REV-1", INCONCLUSIVE, "Nobody noted what became of a notice; the client held no list.")
def _effect_not_noted_without_a_list() -> Evidence:
    whole = noticed(ABSENT)
    whole["accounts"][0]["lists"] = []
    return whole


@case("REV-2", PASS, "The list without the laptop was at the server when its removal was shown.")
def _published_before() -> Evidence:
    return removal(300, own_list(200, (0,), current=1))


@case(
    "REV-2",
    FAIL,
    "The removal was shown as done before there was a list without the laptop.",
    found("REV-2", OWNER),
    code=ExitCode.HIGH,
)
def _shown_before() -> Evidence:
    return removal(195, own_list(200, (0,), current=1))


@case("REV-2", INCONCLUSIVE, "When the removal was shown as done was not collected.")
def _showing_not_collected() -> Evidence:
    return removal(ABSENT, own_list(200, (0,), current=1))


@case("REV-2", INCONCLUSIVE, "The phone was not shown its own list; which one it is nobody noted.")
def _list_not_noted() -> Evidence:
    whole = removal(300)
    del whole["accounts"][0]["removals"][0]["list_timestamp"]
    return whole
