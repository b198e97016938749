"""Who must have misbehaved, and what that conclusion rests on.

The registry says for each rule who is to blame when it fails on what was *offered*. Evidence adds
two things: what the client did with the offer, and whether the offer was signed by the pinned key.
Nobody is accused of what somebody else could have done as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from mdaudit.spec.registry import Blame, Rule


class Conduct(Enum):
    """What was done, on the occasion that a rule judges."""

    OFFERED = "offered"
    """Something was shown to the client; what the client did with it is not known."""
    ACCEPTED = "accepted"
    """Something was shown to the client, and the client took it in."""
    REFUSED = "refused"
    """Something was shown to the client, and the client refused it."""
    SENT = "sent"
    """The client itself acted: it sent, or showed, a message."""
    SIGNED = "signed"
    """A key holder signed something."""
    WITHHELD = "withheld"
    """The client knew of something that it was not shown, and did without."""
    OBSERVED = "observed"
    """Nobody did anything wrong yet; it is good to know."""


@dataclass(frozen=True)
class Blamed:
    """One party to blame."""

    party: Blame
    did: str
    """What it did: offered, accepted, sent, signed, said, withheld, dropped, marked, kept."""
    assumption: str
    """What this conclusion rests on."""


_ASSUMPTIONS: Final = {
    Blame.SERVER: "whoever carries the traffic chooses what is shown, and the observer recorded "
    "truly what and when",
    Blame.PRIMARY_KEY: "nobody signs under the pinned key without holding it",
    Blame.DEVICE_KEY: "nobody signs, or opens a session, with the device's key without holding it",
    Blame.CLIENT: "the observer recorded truly what the client did",
    Blame.UNKNOWN: "the evidence does not tell who made it; it may be a forgery, or follow from "
    "something that the evidence does not show, such as a registration anew",
}

_OWN_DOING: Final = frozenset({"DEV-0"})
"""Rules that the holder of the pinned key breaks by what it signs, and others by what they make."""

_SPEAKERS: Final = {"ICDC-4": Blame.DEVICE_KEY, "REV-1": Blame.SERVER}
"""Rules about words, and who says them: a device in its session, or whoever carries the traffic.

The registry names who should not have gone by them.
"""

_REPLAYS: Final = frozenset({"LIST-2", "LIST-3", "LIST-7"})
"""Rules that refuse a list because of what was held: the owner signed it, and it came again."""

_ACTS: Final = {"REV-1": "dropped", "VER-1": "marked", "GRP-3": "kept"}
"""What a client did that broke a rule, where it was not sending."""

_WITHHELD: Final = (
    "the device that named the newer list said the truth, and the observer asked for that list"
)


class Origin(Enum):
    """What the evidence tells about who made what was offered."""

    UNKNOWN = "unknown"
    """It is not signed by the pinned primary."""
    SIGNED = "signed"
    """The pinned primary signed it."""
    REPLAYED = "replayed"
    """The pinned primary signed it once, before what the client already held."""


def blamed(rule: Rule[...], conduct: Conduct, origin: Origin) -> tuple[Blamed, ...]:
    """Who is to blame for the broken rule: who offered it first, then who accepted it."""
    if conduct is Conduct.OBSERVED:
        return ()
    if conduct is Conduct.SENT:
        return (_blamed(Blame.CLIENT, _ACTS.get(rule.id, "sent")),)
    if conduct is Conduct.WITHHELD:
        return (Blamed(Blame.SERVER, "withheld", _WITHHELD),)
    offerer = _offerer(rule, origin)
    did = "signed" if offerer in {Blame.PRIMARY_KEY, Blame.DEVICE_KEY} else "offered"
    did = "said" if rule.id in _SPEAKERS else did
    offered = () if offerer is Blame.CLIENT else (_blamed(offerer, did),)
    if conduct is Conduct.ACCEPTED:
        return (*offered, _blamed(Blame.CLIENT, "accepted"))
    return offered


def _offerer(rule: Rule[...], origin: Origin) -> Blame:
    if origin is Origin.REPLAYED and rule.id in _REPLAYS:
        return Blame.SERVER
    if rule.id in _OWN_DOING and origin is Origin.SIGNED:
        return Blame.PRIMARY_KEY
    if rule.blame is Blame.PRIMARY_KEY and origin is Origin.UNKNOWN:
        return Blame.UNKNOWN
    return _SPEAKERS.get(rule.id, rule.blame)


def _blamed(party: Blame, did: str) -> Blamed:
    return Blamed(party, did, _ASSUMPTIONS[party])
