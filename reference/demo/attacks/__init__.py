"""Servers that lie, each in one act: what it tries, what a client answers, what a listener reads.

Each act has a town of its own. Its first part is honest, then the server is started again as
`mdref server --adversary` with the same database. What the rules let an adversary have is had, and
said: a removed device reads until a deadline, and whoever never compared keys can be deceived.
"""

from mdaudit.reference.demo.attacks.attack import Attack
from mdaudit.reference.demo.attacks.keeping import HiddenRemoval, ReplayedList, WithheldList
from mdaudit.reference.demo.attacks.posing import (
    EmbeddedForeignKey,
    InjectedDevice,
    StrippedIdentity,
)
from mdaudit.reference.demo.attacks.talking import AccountReset, ForgedRemovalNotice

ATTACKS: tuple[type[Attack], ...] = (
    InjectedDevice,
    StrippedIdentity,
    EmbeddedForeignKey,
    ReplayedList,
    WithheldList,
    HiddenRemoval,
    ForgedRemovalNotice,
    AccountReset,
)
"""In the order in which they are told; the names are those of the server's modes."""
