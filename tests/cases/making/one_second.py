"""Cases about things of one second: a rule is broken only if it is in whatever order they came."""

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.honest import (
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    TABLET,
    Evidence,
    copy,
    listed,
    pin,
    received,
    shown,
)
from tests.audit_cli.signing import device_list
from tests.cases.making.case import CLIENT, FAIL, INCONCLUSIVE, SERVER, case, found, noted
from tests.cases.making.conduct import WITH_BOTH, WITHOUT_LAPTOP, sent

PINS = [pin(PHONE), pin(MALLORY, 400, life=8) | {"shown_to_user": True}]
"""Alice's new phone takes the old one's place in second 400."""
DROPPED_NOW = shown(400, listed(390, (0, 2)))
"""In the same second Alice's laptop is dropped."""


@case(
    "FAN-1",
    INCONCLUSIVE,
    "A copy went to a companion in the second in which the contact got another identity.",
    noted("VER-1"),
)
def _perhaps_before_the_new_pin() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), pins=PINS)


@case(
    "FAN-1",
    FAIL,
    "The laptop was dropped before that second, so that no order makes it right.",
    found("FAN-1", CLIENT),
    noted("VER-1"),
    code=ExitCode.CRITICAL,
)
def _neither_before_nor_after_the_new_pin() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), pins=PINS, lists=[WITH_BOTH, WITHOUT_LAPTOP])


@case("FAN-1", INCONCLUSIVE, "A copy went to the laptop in the second of the list that drops it.")
def _perhaps_before_the_list() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), lists=[WITH_BOTH, DROPPED_NOW])


@case(
    "FAN-1",
    FAIL,
    "The list of that second was not the first one without the laptop.",
    found("FAN-1", CLIENT),
    code=ExitCode.CRITICAL,
)
def _dropped_before_that_second() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), lists=[WITH_BOTH, WITHOUT_LAPTOP, DROPPED_NOW])


@case("RCV-2", INCONCLUSIVE, "The laptop's message was shown in the second in which it went.")
def _perhaps_shown_before_the_list() -> Evidence:
    whole = sent(400, lists=[WITH_BOTH, DROPPED_NOW])
    return whole | {"messages": [], "received": [received("r1", 400, 3, LAPTOP)]}


@case(
    "LIST-1",
    INCONCLUSIVE,
    "The old phone's list was accepted in the second in which the new one was pinned.",
    noted("VER-1"),
)
def _perhaps_before_the_new_pin_came() -> Evidence:
    lists = [WITH_BOTH, shown(400, listed(390, (0, 1, 2)))]
    return sent(500, copy(500, 0, MALLORY), pins=PINS, lists=lists)


@case(
    "LIST-3",
    FAIL,
    "An older list was accepted after a newer one, in one second: lists are in order.",
    found("LIST-3", SERVER, CLIENT),
    code=ExitCode.HIGH,
)
def _replayed_within_a_second() -> Evidence:
    return sent(400, lists=[DROPPED_NOW, shown(400, listed(10, (0, 2)))]) | {"messages": []}


@case(
    "LIST-1",
    INCONCLUSIVE,
    "The contact got two identities in one second, and a list under the first one was accepted.",
    noted("VER-1"),
    noted("VER-1"),
)
def _under_the_first_of_two_new_pins() -> Evidence:
    pins = [*PINS, pin(TABLET, 400, life=9) | {"shown_to_user": True}]
    between = shown(400, device_list(MALLORY, START + 390, (0,), life=8))
    return sent(500, copy(500, 0, TABLET), pins=pins, lists=[WITH_BOTH, between])


@case("FAN-1", INCONCLUSIVE, "The list that first names the tablet came in the copy's second.")
def _perhaps_before_the_list_that_names_it() -> Evidence:
    first = shown(400, listed(390, (0, 1, 2)))
    return sent(400, copy(400, 5, TABLET), lists=[shown(100, listed(10, (0, 1))), first])


@case(
    "VER-3",
    INCONCLUSIVE,
    "The user confirmed the change in the second in which a message went to the new phone.",
    noted("VER-1"),
)
def _confirmed_in_that_second() -> Evidence:
    pins = [PINS[0], PINS[1] | {"from": START + 300}]
    asked = {"comparisons": [START + 50], "confirmations": [START + 400]}
    return sent(400, copy(400, 0, MALLORY), pins=pins, lists=[], devices=[], **asked)
