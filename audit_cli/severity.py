"""How bad it is when a rule is broken."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Severity(IntEnum):
    """From a note, which never counts, upwards; the string below each member says what it means."""

    NOTE = 0
    """Nothing to answer for: it was refused, or it is only odd."""
    LOW = 1
    """A habit that takes away a margin."""
    MEDIUM = 2
    """A doubt about bytes or about word of a newer list."""
    HIGH = 3
    """A protection against removal or replay is lost."""
    CRITICAL = 4
    """A message or a key reached, or can reach, a device that the primary did not authorise."""

    @property
    def word(self) -> str:
        """The name in reports and options."""
        return self.name.lower()


_CRITICAL = (
    "LIST-1 LIST-7 DEV-0 DEV-1 DEV-2 DEV-3 DEV-4 DEV-5 FAN-1 FAN-5 FAN-6 GRP-1 GRP-2 SYNC-1 "
    "LINK-1 LINK-2 LINK-3 VER-5"
)
_HIGH = (
    "LIST-2 LIST-3 LIST-4 LIST-8 LIST-9 FAN-2 FAN-3 ICDC-3 REV-1 REV-2 VER-3 DEV-7 RCV-1 RCV-2 "
    "RCV-3 GRP-3 SYNC-2 SYNC-3"
)
_MEDIUM = "WIRE-1 WIRE-2 LINK-5 DEV-6 LIST-5 LIST-6 ICDC-2 ICDC-4 FAN-4"

SEVERITIES: Final = {
    rule: severity
    for severity, rules in (
        (Severity.CRITICAL, _CRITICAL),
        (Severity.HIGH, _HIGH),
        (Severity.MEDIUM, _MEDIUM),
    )
    for rule in rules.split()
}
"""The severity of each rule that is more than low."""


def severity_of(rule: str) -> Severity:
    """The severity of a broken rule, by its id."""
    return SEVERITIES.get(rule, Severity.LOW)
