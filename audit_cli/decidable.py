"""Which inputs can decide which rule.

Some rules are about what nobody records, so that no input decides them:

* how something was checked or shown: LINK-4, LINK-7, VER-4, VER-6, BND-1;
* what a primary remembers or was restored from: OWN-3, REV-3;
* the inside of messages, and what they leave out: ICDC-1, ICDC-5 (a hint without a hash may have
  had one that was not collected), GRP-4, GRP-5, SYNC-2;
* what only changes a mark for the better: VER-2;
* what only the server does: REV-4.
"""

from __future__ import annotations

from typing import Final

EVIDENCE: Final = "mdaudit-evidence/1"
KEY_INDEX_LIST: Final = "ADVSignedKeyIndexList"
DEVICE_IDENTITY: Final = "ADVSignedDeviceIdentity"
LINKING_PAYLOAD: Final = "ADVSignedDeviceIdentityHMAC"
CLIENT_STORE: Final = "client store"

_LISTS = (EVIDENCE, KEY_INDEX_LIST)
_DEVICES = (EVIDENCE, DEVICE_IDENTITY)
_PAYLOADS = (EVIDENCE, LINKING_PAYLOAD)
_HISTORY = (EVIDENCE,)
_STORES = (EVIDENCE, CLIENT_STORE)

DECIDABLE_FROM: Final[dict[str, tuple[str, ...]]] = {
    "WIRE-1": (EVIDENCE, KEY_INDEX_LIST, DEVICE_IDENTITY, LINKING_PAYLOAD),
    "WIRE-2": (EVIDENCE, KEY_INDEX_LIST, DEVICE_IDENTITY, LINKING_PAYLOAD),
    "LINK-1": _PAYLOADS,
    "LINK-2": _PAYLOADS,
    "LINK-3": _PAYLOADS,
    "LINK-5": _HISTORY,
    "LINK-6": _STORES,
    "LINK-8": _HISTORY,
    "OWN-1": _HISTORY,
    "OWN-2": _HISTORY,
    "LIST-1": _LISTS,
    "LIST-2": _HISTORY,
    "LIST-3": _HISTORY,
    "LIST-4": _HISTORY,
    "LIST-5": _LISTS,
    "LIST-6": _LISTS,
    "LIST-7": _HISTORY,
    "LIST-8": _LISTS,
    "LIST-9": _HISTORY,
    "LIST-10": _HISTORY,
    "DEV-0": _DEVICES,
    "DEV-1": _DEVICES,
    "DEV-2": _DEVICES,
    "DEV-3": _HISTORY,
    "DEV-4": _DEVICES,
    "DEV-5": _DEVICES,
    "DEV-6": (EVIDENCE, KEY_INDEX_LIST, DEVICE_IDENTITY),
    "DEV-7": _HISTORY,
    "FAN-1": _HISTORY,
    "FAN-2": _HISTORY,
    "FAN-3": _HISTORY,
    "FAN-4": _HISTORY,
    "FAN-5": _HISTORY,
    "FAN-6": _HISTORY,
    "RCV-1": _HISTORY,
    "RCV-2": _HISTORY,
    "RCV-3": _HISTORY,
    "ICDC-2": _HISTORY,
    "ICDC-3": _HISTORY,
    "ICDC-4": _HISTORY,
    "VER-1": _HISTORY,
    "VER-3": _STORES,
    "VER-5": _HISTORY,
    "GRP-1": _HISTORY,
    "GRP-2": _STORES,
    "GRP-3": _STORES,
    "REV-1": _HISTORY,
    "REV-2": _HISTORY,
    "SYNC-1": _HISTORY,
    "SYNC-3": _HISTORY,
}
"""Rule id to the inputs that can decide it. A rule that is not here, no input decides."""


def decidable_from(rule: str) -> tuple[str, ...]:
    """The inputs that can decide the rule, by its id; none for a rule about what nobody records."""
    return DECIDABLE_FROM.get(rule, ())
