"""Which inputs can decide which rule."""

from __future__ import annotations

from typing import Final

EVIDENCE: Final = "mdaudit-evidence/1"
KEY_INDEX_LIST: Final = "ADVSignedKeyIndexList"
DEVICE_IDENTITY: Final = "ADVSignedDeviceIdentity"
LINKING_PAYLOAD: Final = "ADVSignedDeviceIdentityHMAC"

_LISTS = (EVIDENCE, KEY_INDEX_LIST)
_DEVICES = (EVIDENCE, DEVICE_IDENTITY)
_PAYLOADS = (EVIDENCE, LINKING_PAYLOAD)
_HISTORY = (EVIDENCE,)

DECIDABLE_FROM: Final[dict[str, tuple[str, ...]]] = {
    "WIRE-1": (EVIDENCE, KEY_INDEX_LIST, DEVICE_IDENTITY, LINKING_PAYLOAD),
    "WIRE-2": (EVIDENCE, KEY_INDEX_LIST, DEVICE_IDENTITY, LINKING_PAYLOAD),
    "LINK-1": _PAYLOADS,
    "LINK-2": _PAYLOADS,
    "LINK-3": _PAYLOADS,
    "LINK-5": _HISTORY,
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
    "ICDC-2": _HISTORY,
}
"""Rule id to the inputs that can decide it. A rule that is not here, no input decides."""


def decidable_from(rule: str) -> tuple[str, ...]:
    """The inputs that can decide the rule, by its id; none for a rule about what nobody records."""
    return DECIDABLE_FROM.get(rule, ())
