"""When each device was first named by a message or hint: the client knew it by then.

Numbers are given out again after a registration anew. So without a key, a number names a device
only if no other one is known to have had it. Nor does word of a device tell when it came if the
evidence dates it itself: then it was another one's word, or the client did not know the device yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET, UnsetType

from mdaudit.audit_cli.inputs.evidence import Evidence, Key

Named = tuple[str, int, Key | UnsetType, int]
"""An account, a device number, the device's key where that was noted, and when."""

Known = tuple[str, int, bytes]
"""A device, by account, number and key."""


def first_uses(evidence: Evidence) -> dict[Known, int]:
    """The first use of each device: a copy under its key, or word of it where it has no date."""
    dates = _dates(evidence)
    numbered: dict[tuple[str, int], set[bytes]] = {}
    for account, number, key in dates:
        numbered.setdefault((account, number), set()).add(key)
    first: dict[Known, int] = {}
    for account, number, noted, at in _uses(evidence, dates):
        keys = numbered.get((account, number), set()) if noted is UNSET else {noted}
        if len(keys) == 1:
            (key,) = keys
            if noted is not UNSET or not dates[account, number, key]:
                first[account, number, key] = min(at, first.get((account, number, key), at))
    return first


def _uses(evidence: Evidence, dates: dict[Known, bool]) -> Iterator[Named]:
    for sent in evidence.messages or ():
        yield sent.from_.account, sent.from_.device, UNSET, sent.sent_at
        for copy in sent.copies:
            yield copy.account, copy.device, copy.identity_key, copy.at
    for got in evidence.received or ():
        key, speaker = got.identity_key, got.from_
        is_dated = key is not UNSET and dates.get((speaker.account, speaker.device, key), False)
        if got.shown is True and not is_dated:
            yield speaker.account, speaker.device, key, got.at
    for account in evidence.accounts:
        for hint in account.hints or ():
            yield hint.from_.account, hint.from_.device, UNSET, hint.heard_at


def _dates(evidence: Evidence) -> dict[Known, bool]:
    """Every device that is in evidence, and whether it says there when it came."""
    dates: dict[Known, bool] = {}
    for account in evidence.accounts:
        for device in account.devices or ():
            known = (account.account, device.device, device.identity_key)
            dates[known] = dates.get(known, False) or device.first_seen is not UNSET
    return dates
