"""Cases in which the client did right, and there is something to note."""

from tests.audit_cli.honest import (
    DAY,
    MALLORY,
    PHONE,
    START,
    Evidence,
    alice,
    copy,
    hint,
    message,
    pin,
)
from tests.cases.making.case import SERVER, mixed, noted
from tests.cases.making.conduct import sent


def changed(confirmations: list[int], **last: object) -> Evidence:
    """Return evidence of a message to Alice, who was compared and has another identity since."""
    whole = sent(
        400,
        pins=[pin(PHONE), pin(MALLORY, 300, life=8) | {"shown_to_user": True}],
        comparisons=[START + 50],
        confirmations=[START + at for at in confirmations],
        verified=None,
        lists=[],
        devices=[],
    )
    return whole | {"messages": [message("m1", 400, copy(400, 0, MALLORY)) | last]}


@mixed(
    "left-out-past-a-deadline",
    "A device named a newer list, three days passed without it, and the companions got no copy.",
    noted("FAN-3", SERVER),
    noted("FAN-3", SERVER),
)
def _() -> Evidence:
    return sent(3 * DAY, copy(3 * DAY, 0, PHONE), hints=[hint(300, 250)])


@mixed(
    "left-out-under-an-expired-list",
    "The held list had expired, and the companions got no copy.",
    noted("FAN-2"),
    noted("FAN-2"),
)
def _() -> Evidence:
    return sent(36 * DAY, copy(36 * DAY, 0, PHONE))


@mixed(
    "notice-that-the-list-denies",
    "The server said that a device was removed; the client asked, and the list names the device.",
    noted("REV-1", SERVER),
)
def _() -> Evidence:
    whole = sent(400) | {"messages": []}
    notice = {"received_at": START + 350, "kind": "remove", "device": 3, "effect": "queried"}
    alice(whole)["notices"] = [notice | {"answered_at": START + 351}]
    return whole


@mixed(
    "message-that-waits-for-the-user",
    "A verified contact has another identity, and the client sent nothing before a confirmation.",
    noted("VER-1"),
    noted("VER-3"),
)
def _() -> Evidence:
    return changed([], outcome="refused", copies=[])


@mixed(
    "change-that-was-confirmed",
    "A verified contact has another identity, the user confirmed it, and a message went out.",
    noted("VER-1"),
)
def _() -> Evidence:
    return changed([350])
