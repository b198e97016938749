"""Rules about what was not collected.

A member that is absent from evidence may have held anything, so that what the rules which need it
say of an account is open. They are not asked, as there is nothing to ask them about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec import UNSET

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.inputs.evidence import Account as AccountEvidence
from mdaudit.audit_cli.trial.case import Case
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.spec.chapters import RULES
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import Judgement

Needed = dict[str, tuple[str, ...]]
"""A member, and the rules that need it."""

OF_AN_ACCOUNT: Final[Needed] = {
    "pins": ("VER-1", "VER-3"),
    "lists": (
        *("WIRE-1", "WIRE-2", "LIST-1", "LIST-2", "LIST-3", "LIST-4", "LIST-5"),
        *("LIST-6", "LIST-7", "LIST-8", "LIST-9", "LIST-10", "FAN-2"),
    ),
    "devices": ("DEV-0", "DEV-1", "DEV-2", "DEV-3", "DEV-4", "DEV-5", "DEV-6", "DEV-7"),
    "hints": ("ICDC-2", "ICDC-3", "ICDC-4"),
    "notices": ("REV-1",),
}
"""The members of every account."""

OF_THE_OWN_ACCOUNT: Final[Needed] = {
    "lists": ("OWN-1", "LINK-5"),
    "devices": ("OWN-2",),
    "removals": ("REV-2",),
    "linking": ("LINK-1", "LINK-2", "LINK-3", "LINK-6", "LINK-8"),
}
"""The members by which the observers' own account is judged."""

OF_THE_DOCUMENT: Final[Needed] = {
    "messages": ("FAN-1", "FAN-3", "FAN-4", "FAN-5", "FAN-6", "VER-5"),
    "received": ("RCV-1", "RCV-2", "RCV-3"),
}
"""The members beside the accounts, by which every account is judged."""

OF_THE_DOCUMENT_ON_ITS_OBSERVERS: Final[Needed] = {
    "messages": ("GRP-1",),
    "received": ("SYNC-1",),
    "sender_keys": ("GRP-2", "GRP-3"),
    "app_state": ("SYNC-3",),
}
"""The members beside the accounts, by which the observers' own account is judged."""


def leave_uncollected_open(case: Case) -> None:
    """Leave the rules open by which nothing of an account was judged, for want of a member."""
    judged = {(entry.occasion.account, entry.rule) for entry in case.world.trail.entries}
    for number, account in enumerate(case.evidence.accounts):
        for rule, about in _open(case, account, f"/accounts/{number}"):
            if (about.account, rule) not in judged:
                answer: Any = Missing(about.subject)
                case.world.trail.add(
                    Verdict(Judgement(RULES[rule], (), answer), answer), about=about
                )


def _open(case: Case, account: AccountEvidence, at: str) -> Iterator[tuple[str, Occasion]]:
    """The rules that need what is absent, and where it would be."""
    of = f" of {case.world.names.account(account.account)}"
    is_own = account.account == case.own_account()
    for part, pointer, whose, needed in (
        (account, at, of, OF_AN_ACCOUNT),
        (account, at, of, OF_THE_OWN_ACCOUNT if is_own else {}),
        (case.evidence, "", "", OF_THE_DOCUMENT),
        (case.evidence, "", "", OF_THE_DOCUMENT_ON_ITS_OBSERVERS if is_own else {}),
    ):
        for member, rules in needed.items():
            if getattr(part, member) is UNSET:
                about = Occasion(
                    account.account, f"{member}{whose}", pointer, Conduct.OBSERVED, (member,)
                )
                yield from ((rule, about) for rule in rules)
