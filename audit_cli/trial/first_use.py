"""When each device was first named by a message or hint: the client knew it by then."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET, UnsetType

from mdaudit.audit_cli.inputs.evidence import Evidence, Key

Named = tuple[str, int, Key | UnsetType, int]
"""An account, a device number, the device's key where that was noted, and when."""


def first_uses(evidence: Evidence) -> dict[tuple[str, int, bytes], int]:
    """The first use of each device, by account, number and key.

    Numbers are given out again after a registration anew. So without a key, a number names a device
    only if no other one ever had it.
    """
    numbered = _numbered(evidence)
    first: dict[tuple[str, int, bytes], int] = {}
    for account, number, noted, at in _uses(evidence):
        keys = numbered.get((account, number), set()) if noted is UNSET else {noted}
        if len(keys) == 1:
            (key,) = keys
            first[account, number, key] = min(at, first.get((account, number, key), at))
    return first


def _uses(evidence: Evidence) -> Iterator[Named]:
    for sent in evidence.messages or ():
        yield sent.from_.account, sent.from_.device, UNSET, sent.sent_at
        for copy in sent.copies:
            yield copy.account, copy.device, copy.identity_key, copy.at
    for got in evidence.received or ():
        yield got.from_.account, got.from_.device, got.identity_key, got.at
    for account in evidence.accounts:
        for hint in account.hints or ():
            yield hint.from_.account, hint.from_.device, UNSET, hint.heard_at


def _numbered(evidence: Evidence) -> dict[tuple[str, int], set[bytes]]:
    """The keys of the devices that have, or had, each number."""
    keys: dict[tuple[str, int], set[bytes]] = {}
    for account in evidence.accounts:
        for device in account.devices or ():
            keys.setdefault((account.account, device.device), set()).add(device.identity_key)
    return keys
