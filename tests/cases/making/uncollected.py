"""Cases in which a whole member was not collected, so that the rules that need it are open."""

from tests.audit_cli.honest import (
    BOB,
    BOB_PHONE,
    DAY,
    LAPTOP,
    START,
    Evidence,
    companion,
    device,
    hint,
    listed,
    shown,
)
from tests.audit_cli.signing import certificate
from tests.cases.making.case import INCONCLUSIVE, about, alice, case, evidence

FIRST = shown(100, listed(10, (0, 1)))


@case("WIRE-2", INCONCLUSIVE, "Only word of a list was collected, and nothing that is signed.")
def _nothing_signed() -> Evidence:
    return alice(hints=[hint(300, 10)])


@case("LIST-5", INCONCLUSIVE, "The lists were not collected; one may have been dated ahead.")
def _no_lists() -> Evidence:
    return alice(devices=[companion(3, LAPTOP, 1)], hints=[])


@case("LIST-6", INCONCLUSIVE, "The lists were not collected, only a device that one may name.")
def _no_lists_to_read() -> Evidence:
    return alice(devices=[companion(3, LAPTOP, 5)], hints=[])


@case("LIST-9", INCONCLUSIVE, "The list may have expired and been forgotten: none was collected.")
def _no_lists_of_two_months() -> Evidence:
    whole = alice(devices=[companion(3, LAPTOP, 1)], hints=[])
    return whole | {"collected_at": START + 60 * DAY}


@case("LINK-5", INCONCLUSIVE, "Bob's laptop is known, but no list that says what else he linked.")
def _no_own_lists() -> Evidence:
    laptop = device(1, LAPTOP, certificate(BOB_PHONE, LAPTOP, 1, time=START, life=9))
    return evidence(about(BOB, own=True, devices=[laptop], hints=[]))


@case("DEV-0", INCONCLUSIVE, "Lists were collected; devices, one of which may claim index 0, not.")
def _no_devices() -> Evidence:
    return alice(lists=[FIRST], hints=[])


@case(
    "DEV-6",
    INCONCLUSIVE,
    "Neither lists nor devices were collected, which say their type.",
)
def _neither_lists_nor_devices() -> Evidence:
    return alice(hints=[hint(300, 10)])
