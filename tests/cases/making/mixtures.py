"""Cases in which several things come together: accounts, observers, inputs, options."""

import json

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.honest import (
    ALICE,
    BOB,
    BOB_LAPTOP,
    DAY,
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    TABLET,
    Evidence,
    companion,
    copy,
    hint,
    honest,
    listed,
    message,
    pin,
    received,
    shown,
)
from tests.audit_cli.signing import base64, certificate
from tests.cases.making.case import (
    ABSENT,
    CLIENT,
    OWNER,
    SERVER,
    UNKNOWN,
    Made,
    about,
    alice,
    evidence,
    found,
    mixed,
    noted,
)

FIRST, AGAIN = listed(10, (0, 1)), listed(200, (0,), current=1)
CAROL = "15550100003"
REPLAY = [shown(100, FIRST), shown(300, AGAIN), shown(400, FIRST)]
"""The laptop was removed; then the list from before was shown and accepted again."""


def ndjson(*lines: Evidence) -> bytes:
    """Return documents, one a line."""
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


@mixed("honest-accounts", "Two accounts, a message and a reply: everything is as it should be.")
def _() -> Evidence:
    return honest()


@mixed(
    "replayed-and-used",
    "A removed laptop gets a copy again, because an old list was accepted.",
    found("LIST-3", SERVER, CLIENT),
    found("LIST-7", SERVER, CLIENT),
    code=ExitCode.CRITICAL,
)
def _() -> Evidence:
    whole = honest()
    whole["accounts"][0] |= {"lists": REPLAY, "devices": [companion(3, LAPTOP, 1)]}
    whole["messages"] = [message("m1", 500, copy(500, 0, PHONE), copy(500, 3, LAPTOP))]
    return whole | {"received": []}


@mixed(
    "two-accounts-one-bad",
    "One account is as it should be; of the other a forged list was accepted.",
    found("LIST-1", UNKNOWN, CLIENT),
    code=ExitCode.CRITICAL,
)
def _() -> Evidence:
    forged = shown(100, listed(10, (0, 1), owner=MALLORY))
    return evidence(
        about(ALICE, lists=[shown(100, FIRST)], hints=[]),
        about(CAROL, lists=[forged], hints=[], pins=[pin(PHONE)]),
    )


@mixed(
    "new-identity",
    "Alice registers anew; the client pins the new key and starts from nothing.",
    noted("VER-1"),
)
def _() -> Evidence:
    fresh = listed(600, (0, 1), owner=TABLET, life=8)
    pins = [pin(PHONE), pin(TABLET, 500, life=8)]
    return alice(pins=pins, lists=[shown(100, FIRST), shown(700, fresh)], hints=[])


@mixed("new-life", "Alice begins another life under her key; index 1 may be used again.")
def _() -> Evidence:
    second = [listed(300, (0,), life=8), listed(500, (0, 1), life=8)]
    lists = [shown(100, FIRST), shown(310, second[0]), shown(510, second[1])]
    devices = [companion(3, LAPTOP, 1), companion(5, TABLET, 1, 520, life=8, time=500)]
    return alice(lists=lists, devices=devices, hints=[])


@mixed(
    "split-view",
    "Two observers of one account were told different things under one date.",
    found("LIST-4", OWNER),
    code=ExitCode.HIGH,
)
def _() -> Evidence:
    one = shown(100, listed(10, (0, 1, 2))) | {"observer": "bobs-phone"}
    other = shown(150, listed(10, (0, 1), current=2)) | {"observer": "carols-phone"}
    return alice(lists=[one, other], hints=[]) | {"observers": ["bobs-phone", "carols-phone"]}


@mixed("staleness-of-one-observer", "One of two observers has not got the newest list yet.")
def _() -> Evidence:
    old = shown(100, FIRST) | {"observer": "bobs-phone"}
    new = shown(300, AGAIN) | {"observer": "carols-phone"}
    return alice(lists=[old, new], hints=[]) | {"observers": ["bobs-phone", "carols-phone"]}


@mixed(
    "offers-that-were-refused",
    "The server offered a replay, a forgery and a list from the future; all of it was refused.",
    noted("LIST-3", SERVER),
    noted("LIST-7", SERVER),
    noted("LIST-1", UNKNOWN),
    noted("LIST-7", UNKNOWN),
    noted("LIST-5", UNKNOWN),
)
def _() -> Evidence:
    replay = shown(400, FIRST, "refused")
    forged = shown(500, listed(450, (0, 1), owner=MALLORY), "refused")
    future = shown(600, listed(90 * DAY, (0,), current=1), "refused")
    lists = [shown(100, FIRST), shown(300, AGAIN), replay, forged, future]
    return alice(lists=lists, hints=[])


@mixed(
    "stream-of-accounts",
    "A stream of documents, one about each account; the second of them shows a replay.",
    found("LIST-3", SERVER, CLIENT),
    found("LIST-7", SERVER, CLIENT),
    code=ExitCode.CRITICAL,
)
def _() -> Made:
    fine = alice(lists=[shown(100, FIRST)], hints=[])
    bad = evidence(about(CAROL, lists=REPLAY, hints=[], pins=[pin(PHONE)]))
    return {"accounts.ndjson": ndjson(fine, bad)}, ("accounts.ndjson",)


@mixed(
    "stream-with-a-broken-line",
    "The second line of a stream is cut off: what comes before it is audited, and that is said.",
    code=ExitCode.NOT_AUDITED,
)
def _() -> Made:
    fine = ndjson(alice(lists=[shown(100, FIRST)], hints=[]))
    return {"accounts.ndjson": fine + fine[:-90] + b"\n"}, ("accounts.ndjson",)


@mixed(
    "unknown-member",
    "A member that the format does not know: nothing is audited.",
    code=ExitCode.NOT_AUDITED,
)
def _() -> Evidence:
    return alice(lists=[shown(100, FIRST)], hints=[], listz=[])


@mixed("extensions", "Members that begin with x- are anybody's own, and change nothing.")
def _() -> Evidence:
    whole = alice(lists=[shown(100, FIRST)], hints=[])
    return whole | {"x-policy": {"lifetime": 1}, "x-how": "by hand"}


@mixed(
    "two-inputs",
    "An evidence file and a lone list that another key signed.",
    found("LIST-1", UNKNOWN),
    code=ExitCode.CRITICAL,
)
def _() -> Made:
    files = {"list.bin": listed(10, (0, 1), owner=MALLORY), "list.b64": base64(FIRST).encode()}
    keys = ("--primary-key", PHONE.public.hex(), "--at", str(START + 100))
    return files, ("list.bin", "list.b64", *keys)


@mixed("lone-certificate", "A lone device identity, with both keys that it is about.")
def _() -> Made:
    files = {"identity.bin": certificate(PHONE, LAPTOP, 1, time=START)}
    keys = ("--primary-key", PHONE.public.hex(), "--identity-key", LAPTOP.public.hex())
    return files, ("identity.bin", *keys, "--at", str(START))


@mixed(
    "broken-object-of-a-known-kind",
    "Bytes that are said to be a device list, and are none.",
    found("WIRE-2", UNKNOWN),
    code=ExitCode.MEDIUM,
)
def _() -> Made:
    return {"list.bin": b"\xff\xff\xff"}, ("list.bin", "--kind", "key-index-list")


@mixed(
    "short-lifetime",
    "By the caller's own policy, a list serves a day only.",
    found("FAN-2", CLIENT),
    found("LIST-8", CLIENT),
    noted("FAN-2"),
    noted("FAN-2"),
    code=ExitCode.HIGH,
)
def _() -> Made:
    late = 2 * DAY
    whole = honest() | {"messages": [message("m1", late, copy(late, 3, LAPTOP))], "received": []}
    whole["collected_at"] = START + 10
    files = {
        "evidence.json": json.dumps(whole).encode(),
        "policy.toml": b"lifetime = 86400  # seconds\n",
    }
    return files, ("evidence.json", "--policy", "policy.toml")


@mixed(
    "tolerated-severity",
    "A list from the future was accepted, and only what is high should fail.",
    found("LIST-5", UNKNOWN, CLIENT),
)
def _() -> Made:
    whole = alice(lists=[shown(100, listed(30 * DAY, (0, 1)))], hints=[])
    return {"evidence.json": json.dumps(whole).encode()}, ("evidence.json", "--fail-on", "high")


@mixed(
    "strict-about-gaps",
    "Nothing is wrong in what was collected, but not all of it was.",
    code=ExitCode.INCONCLUSIVE,
)
def _() -> Made:
    whole = alice(lists=[shown(100, FIRST)], hints=[], lists_complete=False)
    whole["accounts"][0]["lists"].append(shown(300, AGAIN))
    return {"evidence.json": json.dumps(whole).encode()}, ("evidence.json", "--strict")


@mixed(
    "hosted-accounts",
    "The caller says that the account is a hosted one; its list is signed with that prefix.",
)
def _() -> Made:
    hosted = alice(lists=[shown(100, listed(10, (0, 1), hosted=True))], hints=[])
    return {"evidence.json": json.dumps(hosted).encode()}, ("evidence.json", "--hosted")


@mixed(
    "hint-and-deadline",
    "After word of a newer list the client served companions for two days, and then one more.",
    found("FAN-3", CLIENT),
    noted("FAN-3", SERVER),
    code=ExitCode.HIGH,
)
def _() -> Evidence:
    whole = honest()
    whole["accounts"][0] |= {"hints": [hint(300, 250), hint(DAY, DAY)]}
    whole["messages"] = [
        message("in-time", DAY, copy(DAY, 3, LAPTOP)),
        message("too-late", 3 * DAY, copy(3 * DAY, 3, LAPTOP), copy(3 * DAY, 1, BOB_LAPTOP, BOB)),
    ]
    return whole | {"received": [received("r1", 500, 3, LAPTOP)]}


@mixed(
    "nothing-collected",
    "An account without pins, lists or devices: no rule can be decided.",
    code=ExitCode.NOT_AUDITED,
)
def _() -> Evidence:
    return evidence(about(ALICE, pins=ABSENT, lists_complete=False))
