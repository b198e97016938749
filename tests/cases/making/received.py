"""Cases about what the observed client showed, or took from its own account."""

from typing import Any

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.honest import (
    BOB,
    BOB_LAPTOP,
    BOB_PHONE,
    LAPTOP,
    MALLORY,
    START,
    Evidence,
    received,
)
from tests.audit_cli.signing import KeyPair, base64
from tests.cases.making.case import ABSENT, CLIENT, FAIL, INCONCLUSIVE, PASS, case, found
from tests.cases.making.conduct import WITH_BOTH, WITHOUT_LAPTOP, own, own_device, own_list, sent

TIME = 400
OWN_LISTS = [own_list(20, (0, 1)), own_list(200, (0,), current=1)]
"""Bob's list with his laptop, and the one without it."""
RENEWED = own_list(150, (0, 1))
"""Bob's list with his laptop, signed again."""


def got(*messages: Evidence, **parts: Any) -> Evidence:
    """Return evidence of messages from Alice; what is not said of her is as usual."""
    return sent(TIME, **parts) | {"messages": [], "received": list(messages)}


def from_bob(kind: str, number: int, key: KeyPair) -> Evidence:
    """Return something from a device of Bob's own account."""
    sender = {"account": BOB, "device": number}
    return received("r1", TIME, number, key, kind=kind) | {"from": sender}


def took(*taken: Evidence, lists: Any = None, **parts: Any) -> Evidence:
    """Return evidence of what a client took from Bob's own account."""
    listed = OWN_LISTS[:1] if lists is None else lists
    evidence = own([], [own_device(1, BOB_LAPTOP, 1, 10)])
    about_bob = evidence["accounts"][0] | {"lists": listed}
    evidence["accounts"] = [{k: v for k, v in about_bob.items() if v is not ABSENT}]
    return evidence | {"received": list(taken)} | parts


def app_state_key(at: int, **fingerprint: Any) -> Evidence:
    """Return an app-state key."""
    key = {"id": base64(bytes(6)), "epoch": 1, "created_at": START + at}
    return {"keys": [key | fingerprint]}


@case("RCV-1", PASS, "The session is with the laptop that the message is shown as from.")
def _the_laptops_own_session() -> Evidence:
    return got(received("r1", TIME, 3, LAPTOP))


@case(
    "RCV-1",
    FAIL,
    "A message was shown as from Alice's phone; the session is with another key.",
    found("RCV-1", CLIENT),
    code=ExitCode.HIGH,
)
def _not_the_phones_session() -> Evidence:
    return got(received("r1", TIME, 0, MALLORY))


@case("RCV-1", INCONCLUSIVE, "Nobody noted with which key the session is.")
def _session_key_not_noted() -> Evidence:
    message = received("r1", TIME, 3, LAPTOP)
    del message["identity_key"]
    return got(message)


@case("RCV-2", PASS, "The held list names the laptop.")
def _listed_laptop() -> Evidence:
    return got(received("r1", TIME, 3, LAPTOP))


@case(
    "RCV-2",
    FAIL,
    "The laptop's message was shown after the list without it was held.",
    found("RCV-2", CLIENT),
    found("DEV-3", CLIENT),
    code=ExitCode.CRITICAL,
)
def _removed_laptop() -> Evidence:
    return got(received("r1", TIME, 3, LAPTOP), lists=[WITH_BOTH, WITHOUT_LAPTOP])


@case("RCV-2", INCONCLUSIVE, "A companion's message was shown, and the lists were not collected.")
def _lists_not_collected() -> Evidence:
    return got(received("r1", TIME, 3, LAPTOP), lists=ABSENT)


@case("RCV-3", PASS, "Two messages were shown, each once.")
def _each_once() -> Evidence:
    return got(received("r1", TIME, 3, LAPTOP), received("r2", TIME + 10, 3, LAPTOP))


@case(
    "RCV-3",
    FAIL,
    "The laptop's message was shown twice.",
    found("RCV-3", CLIENT),
    code=ExitCode.HIGH,
)
def _shown_twice() -> Evidence:
    return got(received("r1", TIME, 3, LAPTOP), received("r1", TIME + 10, 3, LAPTOP))


@case("RCV-3", INCONCLUSIVE, "One id was shown twice; once nobody noted of which device it was.")
def _perhaps_twice() -> Evidence:
    second = received("r1", TIME + 10, 3, LAPTOP)
    del second["identity_key"]
    return got(received("r1", TIME, 3, LAPTOP), second)


@case("FAN-5", PASS, "What Bob wrote on his laptop was shown as his own.")
def _own_laptop() -> Evidence:
    return took(from_bob("device_sent", 1, BOB_LAPTOP))


@case(
    "FAN-5",
    FAIL,
    "What Alice's laptop sent was shown as Bob's own.",
    found("FAN-5", CLIENT),
    code=ExitCode.CRITICAL,
)
def _words_in_bobs_mouth() -> Evidence:
    return got(received("r1", TIME, 3, LAPTOP, kind="device_sent"))


@case("FAN-5", INCONCLUSIVE, "Nobody noted which account is the observer's own.")
def _own_account_not_noted() -> Evidence:
    evidence = got(received("r1", TIME, 3, LAPTOP, kind="device_sent"))
    del evidence["accounts"][1]["own"]
    return evidence


@case("SYNC-1", PASS, "The history came from the own phone.")
def _history_of_the_phone() -> Evidence:
    return took(from_bob("history", 0, BOB_PHONE))


@case(
    "SYNC-1",
    FAIL,
    "A history bundle of Alice's laptop was taken.",
    found("SYNC-1", CLIENT),
    code=ExitCode.CRITICAL,
)
def _history_of_a_stranger() -> Evidence:
    return got(received("r1", TIME, 3, LAPTOP, kind="history"))


@case("SYNC-1", INCONCLUSIVE, "A key came from the own laptop; the own lists were not collected.")
def _key_of_the_laptop() -> Evidence:
    return took(from_bob("key_share", 1, BOB_LAPTOP), lists=ABSENT)


@case("SYNC-3", PASS, "The app-state key was made under the list that is held.")
def _key_of_the_held_list() -> Evidence:
    state = from_bob("app_state", 0, BOB_PHONE)
    made = app_state_key(300, raw_id=9, key_indexes=[0])
    return took(state, lists=OWN_LISTS, app_state=made)


@case("SYNC-3", INCONCLUSIVE, "Nobody collected for whom the app-state key was made.")
def _key_without_a_fingerprint() -> Evidence:
    state = from_bob("app_state", 0, BOB_PHONE)
    return took(state, lists=OWN_LISTS, app_state=app_state_key(300))


@case(
    "SYNC-3",
    FAIL,
    "The laptop was removed, and app state under a key that it has was taken in.",
    found("SYNC-3", CLIENT),
    code=ExitCode.HIGH,
)
def _key_of_a_removed_device() -> Evidence:
    state = from_bob("app_state", 0, BOB_PHONE)
    lists = [OWN_LISTS[0], RENEWED, OWN_LISTS[1]]
    return took(state, lists=lists, app_state=app_state_key(100))


@case("SYNC-3", INCONCLUSIVE, "The laptop was perhaps removed before the key was made.")
def _key_between_two_lists() -> Evidence:
    state = from_bob("app_state", 0, BOB_PHONE)
    return took(state, lists=OWN_LISTS, app_state=app_state_key(100))


@case("SYNC-3", INCONCLUSIVE, "App state was taken in, and its keys were not collected.")
def _keys_not_collected() -> Evidence:
    return took(from_bob("app_state", 0, BOB_PHONE), lists=OWN_LISTS)
