"""Cases about device lists: which of them a client holds."""

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.honest import DAY, MALLORY, PHONE, Evidence, hint, listed, pin, shown
from tests.cases.making.case import (
    ABSENT,
    CLIENT,
    FAIL,
    INCONCLUSIVE,
    OWNER,
    PASS,
    SERVER,
    UNKNOWN,
    alice,
    case,
    found,
    noted,
)
from tests.cases.making.conduct import sent

FIRST = shown(100, listed(10, (0, 1)))
"""The list that Bob's phone holds first."""
NEWER = shown(300, listed(200, (0, 1, 2)))
"""A list of Alice's phone with one more companion."""


@case("LIST-1", PASS, "Alice's phone signed the list, under the key that Bob's phone pinned.")
def _signed_by_the_pin() -> Evidence:
    return alice(lists=[FIRST], hints=[])


@case(
    "LIST-1",
    FAIL,
    "The list is signed by another key, and the client accepted it.",
    found("LIST-1", UNKNOWN, CLIENT),
    code=ExitCode.CRITICAL,
)
def _signed_by_a_stranger() -> Evidence:
    return alice(lists=[shown(100, listed(10, (0, 1), owner=MALLORY))], hints=[])


@case("LIST-1", INCONCLUSIVE, "Nobody collected which key was pinned.")
def _without_a_pin() -> Evidence:
    return alice(lists=[FIRST], hints=[], pins=ABSENT)


@case("LIST-2", PASS, "The second list is of the pinned life, like the first.")
def _same_life() -> Evidence:
    return alice(lists=[FIRST, NEWER], hints=[])


@case(
    "LIST-2",
    FAIL,
    "A list of another life, older than the held one, was accepted.",
    found("LIST-2", SERVER, CLIENT),
    code=ExitCode.HIGH,
)
def _another_life_in_the_past() -> Evidence:
    return alice(lists=[FIRST, shown(300, listed(5, (0,), life=8))], hints=[])


@case("LIST-2", INCONCLUSIVE, "The life of the pin was not collected.")
def _life_of_the_pin_not_known() -> Evidence:
    bare = {name: value for name, value in pin(PHONE).items() if name != "raw_id"}
    return alice(lists=[FIRST], hints=[], pins=[bare])


@case("LIST-3", PASS, "The second list is newer than the held one.")
def _newer_list() -> Evidence:
    return alice(lists=[FIRST, NEWER], hints=[])


@case(
    "LIST-3",
    FAIL,
    "The server showed an older list again, and the client accepted it.",
    found("LIST-3", SERVER, CLIENT),
    noted("LIST-6"),
    code=ExitCode.HIGH,
)
def _replayed_list() -> Evidence:
    return alice(lists=[NEWER, shown(400, listed(10, (0, 1)))], hints=[])


@case("LIST-3", INCONCLUSIVE, "Nobody noted whether the client accepted the list before.")
def _outcome_not_noted() -> Evidence:
    unknown = {name: value for name, value in FIRST.items() if name != "outcome"}
    return alice(lists=[unknown, NEWER], hints=[])


@case("LIST-4", PASS, "A list of the held one's time says the same.")
def _same_time_same_content() -> Evidence:
    return alice(lists=[FIRST, shown(300, listed(10, (0, 1)))], hints=[])


@case(
    "LIST-4",
    FAIL,
    "A list of the held one's time says something else; the client accepted both.",
    found("LIST-4", OWNER, CLIENT),
    code=ExitCode.HIGH,
)
def _two_lists_of_one_time() -> Evidence:
    return alice(lists=[FIRST, shown(300, listed(10, (0,), current=1))], hints=[])


@case(
    "LIST-4",
    FAIL,
    "The client took in one list, and refused another one of its time that came later.",
    found("LIST-4", OWNER),
    noted("LIST-3", SERVER),
    code=ExitCode.HIGH,
)
def _two_lists_of_one_time_and_one_between() -> Evidence:
    twin = shown(300, listed(10, (0,), current=1), "refused")
    return alice(lists=[FIRST, NEWER, twin], hints=[])


@case("LIST-4", INCONCLUSIVE, "Lists are missing between the two that were collected.")
def _lists_are_missing() -> Evidence:
    return alice(lists=[FIRST, NEWER], hints=[], lists_complete=False)


@case("LIST-5", PASS, "The list is dated a little ahead of the client's clock, within its error.")
def _a_little_ahead() -> Evidence:
    return alice(lists=[shown(100, listed(3_600, (0, 1)))], hints=[])


@case(
    "LIST-5",
    FAIL,
    "The list is dated a month ahead, and the client accepted it.",
    found("LIST-5", UNKNOWN, CLIENT),
    code=ExitCode.MEDIUM,
)
def _a_month_ahead() -> Evidence:
    return alice(lists=[shown(100, listed(30 * DAY, (0, 1)))], hints=[])


@case("LIST-6", PASS, "No valid index is above the list's current index.")
def _indexes_up_to_the_current_one() -> Evidence:
    return alice(lists=[shown(100, listed(10, (0, 1), current=4))], hints=[])


@case(
    "LIST-6",
    FAIL,
    "The list names an index above its own current index, and the client accepted it.",
    found("LIST-6", OWNER, CLIENT),
    code=ExitCode.MEDIUM,
)
def _index_above_the_current_one() -> Evidence:
    return alice(lists=[shown(100, listed(10, (0, 5), current=4))], hints=[])


@case("LIST-7", PASS, "The new index is above all that the client saw.")
def _new_index() -> Evidence:
    return alice(lists=[FIRST, NEWER], hints=[])


@case(
    "LIST-7",
    FAIL,
    "An index that a list had dropped is valid again, and the client accepted that.",
    found("LIST-7", OWNER, CLIENT),
    code=ExitCode.CRITICAL,
)
def _index_returns() -> Evidence:
    dropped = shown(300, listed(200, (0, 2)))
    back = shown(500, listed(400, (0, 1, 2)))
    return alice(lists=[FIRST, dropped, back], hints=[])


@case("LIST-7", INCONCLUSIVE, "Lists are missing, so nobody knows which indexes were dropped.")
def _dropped_indexes_not_known() -> Evidence:
    return alice(lists=[FIRST, NEWER], hints=[], lists_complete=False)


@case("LIST-8", PASS, "The held list is younger than its lifetime.")
def _young_list() -> Evidence:
    return alice(lists=[FIRST], hints=[])


@case(
    "LIST-9",
    PASS,
    "After its list had expired, the client refused an older one: it had not forgotten.",
    noted("LIST-3", SERVER),
    noted("LIST-8"),
)
def _expired_and_remembered() -> Evidence:
    older = shown(41 * DAY, listed(10, (0, 1)), "refused")
    whole = alice(lists=[FIRST, NEWER, older], hints=[])
    return whole | {"collected_at": FIRST["received_at"] + 42 * DAY}


@case(
    "LIST-9",
    INCONCLUSIVE,
    "After its list had expired, the client took in a newer one, as one that forgot would have.",
)
def _expired_and_renewed() -> Evidence:
    late = shown(41 * DAY, listed(40 * DAY, (0, 1, 2)))
    return alice(lists=[FIRST, late], hints=[]) | {"collected_at": FIRST["received_at"] + 42 * DAY}


@case(
    "LIST-9",
    FAIL,
    "After its list had expired, the client accepted an older one: it had forgotten the newer.",
    found("LIST-9", CLIENT),
    found("LIST-3", SERVER, CLIENT),
    noted("LIST-6"),
    noted("LIST-8"),
    code=ExitCode.HIGH,
)
def _expired_and_forgotten() -> Evidence:
    older = shown(41 * DAY, listed(10, (0, 1)))
    whole = alice(lists=[FIRST, NEWER, older], hints=[])
    return whole | {"collected_at": FIRST["received_at"] + 42 * DAY}


@case(
    "LIST-10",
    PASS,
    "The client refused a list, and left the companions out when the deadline had passed.",
    noted("LIST-6", OWNER),
    noted("FAN-3"),
)
def _refusal_counts() -> Evidence:
    bad = shown(300, listed(290, (0, 1, 9), current=2), "refused")
    return sent(3 * DAY, lists=[FIRST, bad])


@case(
    "LIST-10",
    INCONCLUSIVE,
    "The client refused a list; whether it counted as a hint is not seen.",
    noted("LIST-6", OWNER),
)
def _refused_and_nothing_more() -> Evidence:
    bad = shown(300, listed(290, (0, 1, 9), current=2), "refused")
    return alice(lists=[FIRST, bad], hints=[])


@case(
    "LIST-10",
    INCONCLUSIVE,
    "A list of another life was refused; whether it is newer than what was held is not known.",
    noted("LIST-6", OWNER),
)
def _refused_before_anything_is_known() -> Evidence:
    unknown = {name: value for name, value in FIRST.items() if name != "outcome"}
    bad = shown(300, listed(5, (0, 3), current=1, life=8), "refused")
    return alice(lists=[unknown, bad], hints=[])


@case("ICDC-2", PASS, "A believed device speaks of a list of today.")
def _hint_of_today() -> Evidence:
    return alice(lists=[FIRST], hints=[hint(300, 200)], devices=[])


@case(
    "ICDC-2",
    FAIL,
    "Alice's phone speaks of a list of next month.",
    found("ICDC-2", UNKNOWN),
    code=ExitCode.MEDIUM,
)
def _hint_of_next_month() -> Evidence:
    return alice(lists=[FIRST], hints=[hint(300, 30 * DAY)], devices=[])


@case("ICDC-2", INCONCLUSIVE, "The hint comes from a device of which nothing was collected.")
def _hint_by_an_unknown_device() -> Evidence:
    return alice(lists=[FIRST], hints=[hint(300, 200, number=3)])
