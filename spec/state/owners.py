"""What owners and companions did."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import (
    NEVER,
    NO_KEY,
    NO_LIFE,
    PRIMARY,
    Account,
    IdentityKey,
    Index,
    RawId,
    Time,
    Truth,
)
from mdaudit.spec.state.signed import Certificate
from mdaudit.spec.state.system import System, default, ghost


@dataclass(frozen=True, kw_only=True)
class Owners(System):
    """What owners and companions did."""

    primary_of: Function[Account, IdentityKey] = default(NO_KEY)
    """The key of the account's present primary."""
    was_primary: Function[Account, IdentityKey, Truth] = ghost(value=False)
    """Ghost: keys that were ever the account's primary."""
    used_key: Function[IdentityKey, Truth] = default(value=False)
    """Primary keys that were ever registered; none is registered twice."""
    life_of: Function[IdentityKey, RawId] = default(NO_LIFE)
    """The present life under a primary key."""
    used_life: Function[IdentityKey, RawId, Truth] = default(value=False)
    """Lives that a primary key ever began; none is begun twice."""
    last_list_time: Function[IdentityKey, Time] = default(NEVER)
    """The time in the last list that the primary signed."""
    high_water: Function[IdentityKey, RawId, Index] = default(PRIMARY)
    """The highest index ever given out in a life, linked or not."""
    linked: Function[IdentityKey, RawId, Index, Truth] = default(value=False)
    """The companions' indexes that the owner wants linked."""
    approved: Function[IdentityKey, Certificate, Truth] = default(value=False)
    """Certificates that an honest primary issued after its owner's approval."""
    adopted: Function[IdentityKey, Certificate, IdentityKey, Truth] = default(value=False)
    """A companion's key adopted, by this certificate, this primary."""
    given_to: Function[IdentityKey, RawId, Index, IdentityKey] = ghost(NO_KEY)
    """Ghost: the companion that an index was given to."""
    approved_at: Function[IdentityKey, Certificate, Time] = ghost(NEVER)
    """Ghost: when the owner approved the certificate, in true time."""
    given_by: Function[IdentityKey, RawId, Index, Time] = ghost(NEVER)
    """Ghost: the time in the first list that names the index."""
    removal_true_time: Function[IdentityKey, RawId, Index, Time] = ghost(NEVER)
    """Ghost: when the owner removed the index, in true time."""
    removal_list_time: Function[IdentityKey, RawId, Index, Time] = ghost(NEVER)
    """Ghost: the time in the first list without the index."""
