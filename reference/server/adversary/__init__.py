"""Servers that lie: each file is one attack, and says what it does and which rule stops it.

They run like the honest server and share everything with it but its words: only what it *says* is
replaced, with real keys of the adversary's own. To the account's own devices they tell the truth,
so that its owner notices nothing (T12) unless a mode says otherwise. Each names the threats that it
is by their numbers (T1, T2...).

Reading order: `lying` (what all share), `intruder` and `loot` (the adversary's device, and what it
gets), then the modes.
"""

from mdaudit.reference.server.adversary.account_reset import AccountReset
from mdaudit.reference.server.adversary.embedded_foreign_key import EmbeddedForeignKey
from mdaudit.reference.server.adversary.forged_removal_notice import ForgedRemovalNotice
from mdaudit.reference.server.adversary.hidden_removal import HiddenRemoval
from mdaudit.reference.server.adversary.injected_device import InjectedDevice
from mdaudit.reference.server.adversary.lying import Adversary
from mdaudit.reference.server.adversary.replayed_list import ReplayedList
from mdaudit.reference.server.adversary.stripped_identity import StrippedIdentity
from mdaudit.reference.server.adversary.withheld_list import WithheldList

MODES: dict[str, type[Adversary]] = {
    "account-reset": AccountReset,
    "embedded-foreign-key": EmbeddedForeignKey,
    "forged-removal-notice": ForgedRemovalNotice,
    "hidden-removal": HiddenRemoval,
    "injected-device": InjectedDevice,
    "replayed-list": ReplayedList,
    "stripped-identity": StrippedIdentity,
    "withheld-list": WithheldList,
}
"""Every mode by its name on the command line."""
