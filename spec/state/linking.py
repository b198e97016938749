"""What a primary knows of its companions' linking, apart from what it signed."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import Count, IdentityKey, RawId, Truth
from mdaudit.spec.state.signed import Certificate
from mdaudit.spec.state.system import System, default


@dataclass(frozen=True, kw_only=True)
class Linking(System):
    """What owners see of linking."""

    companions: Function[IdentityKey, RawId, Count] = default(Count(0))
    """How many companions a primary has linked in a life."""
    shown_linked: Function[IdentityKey, Certificate, Truth] = default(value=False)
    """The primary showed its owner the device of this certificate as linked."""
