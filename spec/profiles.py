"""Profiles: which rules somebody follows who goes by the documents, by the code, or by this text.

A profile does not follow some rules, or follows a weaker variant of them; each such departure has
a reason. What is promised under a profile is what is still proved with these departures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mdaudit.spec.chapters import RULES
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import Deployed


@dataclass(frozen=True)
class Departure:
    """A rule that is not followed, or not fully."""

    name: str
    """The rule's id, or ``RULE:variant``."""
    reason: str
    """Why somebody who goes by the profile does not follow it."""

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.name.partition(":")[0]


@dataclass(frozen=True)
class Profile:
    """A way to go by the rules."""

    name: str
    meaning: str
    departures_of: Callable[[], tuple[Departure, ...]]

    @property
    def departures(self) -> tuple[Departure, ...]:
        """What is not followed, in reading order."""
        place = {identifier: number for number, identifier in enumerate(RULES)}
        return tuple(sorted(self.departures_of(), key=lambda each: place[each.rule]))

    @property
    def weakening(self) -> Weakening:
        """The same as a weakening, for the provers."""
        return Weakening.parse(each.name for each in self.departures)


OBSERVED: Final = (
    Departure(
        "LIST-1", "open clients take unsigned lists, because the connection is authenticated"
    ),
    Departure(
        "LIST-6:own-current-index-is-the-mark",
        "open clients publish and compare the list's own highest valid index",
    ),
    Departure("LIST-8:from-receipt", "an open client stores the time of receipt as the list's"),
    Departure(
        "FAN-1:listed-or-above-the-mark",
        "open clients read an index above the list's current one as newer than the list",
    ),
    Departure("FAN-3", "most open clients ignore the consistency information that they receive"),
    Departure("ICDC-5", "most open clients ignore the consistency information that they receive"),
    Departure(
        "DEV-1:trusts-the-embedded-key",
        "open clients verify the account signature under the key that comes along, if there is one",
    ),
    Departure("DEV-2", "open clients open sessions without looking at the device identity"),
    Departure("DEV-4", "open clients go on without a device identity if none comes along"),
    Departure("DEV-5", "no open client compares the key that comes along in every case"),
    Departure("FAN-5", "an open client unwraps a device-sent copy from whichever device"),
    Departure(
        "FAN-6:any-present-device", "open clients encrypt again for whichever device is there now"
    ),
    Departure(
        "GRP-2:new-key-only-when-somebody-left",
        "most open clients make a new sender key after a removal, not when a list expires",
    ),
    Departure(
        "REV-2:shown-before-publication",
        "an open primary removes the device at the server first and publishes the list if it can",
    ),
    Departure("SYNC-2:macs-are-not-checked", "an open client leaves these checks off by default"),
    Departure("SYNC-3:highest-epoch-is-enough", "open clients take the key with the highest epoch"),
)
"""What open clients are seen to do. No client does all of it; together they are the worst case."""


def _undocumented() -> tuple[Departure, ...]:
    """The rules that no public document states: open clients show them, or they are inferred."""
    beginnings = ("inferred", "open clients", "an open client")
    found = (rule for rule in RULES.values() if rule.source.startswith(beginnings))
    return tuple(Departure(rule.id, rule.source) for rule in found)


def _observed() -> tuple[Departure, ...]:
    """What open clients do, and the rules that public sources say are not deployed."""
    seen = {departure.rule for departure in OBSERVED}
    not_deployed = (
        Departure(rule.id, "no public source shows that it is followed")
        for rule in RULES.values()
        if rule.deployed is Deployed.NO and rule.id not in seen
    )
    return (*OBSERVED, *not_deployed)


PROFILES: Final = {
    profile.name: profile
    for profile in (
        Profile("documented", "Rules that a public document states, and no others.", _undocumented),
        Profile("observed", "What open clients are seen to do, all mistakes together.", _observed),
        Profile("strict", "Every rule of this specification.", tuple),
    )
}
"""By name."""
