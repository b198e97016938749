"""Cases about what the observed client sent, and about what its own account's phone signed."""

from typing import Any

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.honest import (
    ALICE,
    BOB,
    BOB_LAPTOP,
    BOB_PHONE,
    DAY,
    LAPTOP,
    PHONE,
    START,
    TABLET,
    Evidence,
    companion,
    copy,
    device,
    hint,
    listed,
    message,
    shown,
)
from tests.audit_cli.signing import KeyPair, certificate, device_list
from tests.cases.making.case import (
    ABSENT,
    CLIENT,
    FAIL,
    INCONCLUSIVE,
    OWNER,
    PASS,
    SERVER,
    about,
    case,
    evidence,
    found,
    noted,
)

WITH_BOTH = shown(100, listed(10, (0, 1, 2)))
"""Alice's list with laptop and tablet."""
WITHOUT_LAPTOP = shown(300, listed(200, (0, 2)))
DEVICES = [companion(3, LAPTOP, 1), companion(5, TABLET, 2)]
LATE = 36 * DAY


def own_list(at: int, valid: tuple[int, ...], **changes: Any) -> Evidence:
    """Return a list that Bob's phone signed, as a device of his saw it."""
    return shown(at + 50, device_list(BOB_PHONE, START + at, valid, life=9, **changes))


def own_device(number: int, key: KeyPair, index: int, time: int) -> Evidence:
    """Return a companion of Bob's."""
    signed = certificate(BOB_PHONE, key, index, time=START + time, life=9)
    return device(number, key, signed, time + 60)


def sent(at: int, *copies: Evidence, **parts: Any) -> Evidence:
    """Return evidence of a message to Alice; what is not said of her is as usual."""
    known = {"lists": [WITH_BOTH], "devices": DEVICES, "hints": []} | parts
    bob = about(BOB, own=True, lists=[own_list(20, (0,))], devices=[], hints=[], notices=[])
    return evidence(about(ALICE, **known), bob, messages=[message("m1", at, *copies)])


def own(lists: list[Evidence], devices: list[Evidence] | None = None, **parts: Any) -> Evidence:
    """Return evidence about Bob's own account."""
    return evidence(about(BOB, own=True, lists=lists, devices=devices or [], hints=[], **parts))


@case("FAN-1", PASS, "The copies went to the pinned phone and to the devices that the list names.")
def _listed_devices() -> Evidence:
    return sent(400, copy(400, 0, PHONE), copy(400, 3, LAPTOP), copy(400, 5, TABLET))


@case(
    "FAN-1",
    FAIL,
    "A copy went to the laptop after the held list had dropped it.",
    found("FAN-1", CLIENT),
    code=ExitCode.CRITICAL,
)
def _removed_device() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), lists=[WITH_BOTH, WITHOUT_LAPTOP])


@case("FAN-1", INCONCLUSIVE, "A copy went to a companion, and the lists were not collected.")
def _no_lists() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), lists=ABSENT)


@case("FAN-2", PASS, "The held list is young enough.")
def _unexpired() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP))


@case(
    "FAN-2",
    FAIL,
    "A copy went to a companion under a list that had expired.",
    found("FAN-2", CLIENT),
    found("LIST-8", CLIENT),
    noted("FAN-2"),
    code=ExitCode.HIGH,
)
def _expired() -> Evidence:
    return sent(LATE, copy(LATE, 3, LAPTOP))


@case("FAN-2", INCONCLUSIVE, "A copy went to a companion, and nobody knows which list was held.")
def _age_not_known() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), lists=ABSENT)


@case("FAN-3", PASS, "There was word of a newer list, and its deadline had not passed.")
def _within_the_deadline() -> Evidence:
    return sent(DAY, copy(DAY, 3, LAPTOP), hints=[hint(300, 250)])


@case(
    "FAN-3",
    FAIL,
    "Three days after word of a newer list one of two companions was still served.",
    found("FAN-3", CLIENT),
    noted("FAN-3", SERVER),
    code=ExitCode.HIGH,
)
def _past_the_deadline() -> Evidence:
    return sent(3 * DAY, copy(3 * DAY, 3, LAPTOP), hints=[hint(300, 250)])


@case("FAN-3", INCONCLUSIVE, "Whether there was word of a newer list was not collected.")
def _no_hints() -> Evidence:
    return sent(400, copy(400, 3, LAPTOP), hints=ABSENT)


@case(
    "LIST-10",
    FAIL,
    "A newer list was refused, and three days later one of two companions was still served.",
    found("LIST-10", CLIENT),
    found("FAN-3", CLIENT),
    noted("FAN-3"),
    noted("LIST-6", OWNER),
    code=ExitCode.HIGH,
)
def _refused_and_ignored() -> Evidence:
    bad = shown(300, listed(250, (0, 1, 2, 9), current=2), "refused")
    return sent(3 * DAY, copy(3 * DAY, 3, LAPTOP), lists=[WITH_BOTH, bad])


@case("LINK-5", PASS, "Bob's phone lists four companions.")
def _four() -> Evidence:
    return own([own_list(20, (0, 1, 2, 3, 4))])


@case(
    "LINK-5",
    FAIL,
    "Bob's phone lists five companions.",
    found("LINK-5", OWNER),
    code=ExitCode.MEDIUM,
)
def _five() -> Evidence:
    return own([own_list(20, (0, 1, 2, 3, 4, 5))])


@case(
    "OWN-1",
    FAIL,
    "Bob's phone dated two different lists alike.",
    found("OWN-1", OWNER),
    found("LIST-4", OWNER),
    code=ExitCode.HIGH,
)
def _one_date_for_two() -> Evidence:
    lists = [own_list(20, (0, 1)), own_list(20, (0,))]
    for part in lists:
        del part["outcome"]
    return own(lists)


@case(
    "OWN-1",
    FAIL,
    "Bob's phone dated a list an hour later than its own clock said.",
    found("OWN-1", OWNER),
    code=ExitCode.LOW,
)
def _not_its_clock() -> Evidence:
    later = own_list(3_800, (0, 1, 2)) | {"signed_at": START + 200}
    return own([own_list(20, (0, 1)), later])


@case("OWN-1", PASS, "Bob's phone dated each list by its clock, the second one later.")
def _its_clock() -> Evidence:
    return own(
        [
            own_list(at, indexes) | {"signed_at": START + at}
            for at, indexes in ((20, (0, 1)), (200, (0, 1, 2)))
        ]
    )


@case("OWN-1", INCONCLUSIVE, "The dates rise; whether they are the clock's nobody collected.")
def _rising_dates() -> Evidence:
    return own([own_list(20, (0, 1)), own_list(200, (0, 1, 2))])


@case("OWN-2", PASS, "The new companion's index is one above all that were given out.")
def _next_index() -> Evidence:
    return own(
        [own_list(20, (0, 1)), own_list(200, (0, 1, 2))], [own_device(5, BOB_LAPTOP, 2, 200)]
    )


@case(
    "OWN-2",
    FAIL,
    "The new companion has the index of one that was removed.",
    found("OWN-2", OWNER),
    code=ExitCode.LOW,
)
def _index_given_twice() -> Evidence:
    lists = [own_list(20, (0, 1)), own_list(200, (0,), current=1)]
    return own(lists, [own_device(5, BOB_LAPTOP, 1, 300)])


@case("OWN-2", INCONCLUSIVE, "Indexes were skipped, perhaps in lists that were not collected.")
def _skipped_indexes() -> Evidence:
    return own([own_list(20, (0, 1))], [own_device(5, BOB_LAPTOP, 4, 200)])
