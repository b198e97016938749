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
from mdaudit.audit_cli.inputs.evidence import AppState
from mdaudit.audit_cli.trial.case import Case
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.spec.chapters import RULES
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import Judgement
from mdaudit.spec.sorts import Account

Needed = dict[str, tuple[str, ...]]
"""A member, and the rules that need it."""

OF_AN_ACCOUNT: Final[Needed] = {
    "pins": ("VER-1", "VER-3"),
    "verified": ("VER-1",),
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
    "messages": ("FAN-1", "FAN-2", "FAN-3", "FAN-4", "FAN-6", "LIST-10", "VER-3", "VER-5"),
    "received": ("FAN-5", "RCV-1", "RCV-2", "RCV-3", "DEV-3"),
}
"""The members beside the accounts, by which every account is judged."""

OF_THE_DOCUMENT_ON_ITS_OBSERVERS: Final[Needed] = {
    "messages": ("GRP-1", "GRP-2"),
    "received": ("SYNC-1",),
    "sender_keys": ("GRP-3",),
    "app_state": ("SYNC-3",),
}
"""The members beside the accounts, by which the observers' own account is judged."""


WHOSE: Final = "which account is the observer's own"


def leave_uncollected_open(case: Case) -> None:
    """Leave the rules open by which nothing of an account was judged, for want of a member.

    What is only noted, because nobody did anything yet, is not judged. What stands beside the
    accounts is needed whatever else a rule was judged by: it is about what observers did.
    """
    judged = {
        (entry.occasion.account, entry.rule)
        for entry in case.world.trail.entries
        if entry.occasion.conduct is not Conduct.OBSERVED
    }
    for number, account in enumerate(case.evidence.accounts):
        for rule, about in _open(case, account, f"/accounts/{number}"):
            if (about.account, rule) not in judged:
                _leave_open(case, rule, about)
        for rule, about in _beside(case, account):
            _leave_open(case, rule, about)
    for rule, about in _of_others(case):
        _leave_open(case, rule, about)


def _leave_open(case: Case, rule: str, about: Occasion) -> None:
    answer: Any = Missing(about.subject)
    case.world.trail.add(Verdict(Judgement(RULES[rule], (), answer), answer), about=about)


def _open(case: Case, account: AccountEvidence, at: str) -> Iterator[tuple[str, Occasion]]:
    """The rules that need what an account lacks, and where it would be.

    If no account is marked as the own one, it may be one that has what only that can have.
    """
    of = f" of {case.world.names.account(account.account)}"
    own = case.own_account()
    yield from _absent(account, OF_AN_ACCOUNT, account.account, of, at)
    if account.account == own:
        yield from _absent(account, OF_THE_OWN_ACCOUNT, account.account, of, at)
    elif own is None and (account.removals or account.linking):
        about = _lacking(account.account, WHOSE, at)
        yield from ((rule, about) for rules in OF_THE_OWN_ACCOUNT.values() for rule in rules)


def _beside(case: Case, account: AccountEvidence) -> Iterator[tuple[str, Occasion]]:
    """The rules that need what stands beside the accounts."""
    yield from _absent(case.evidence, OF_THE_DOCUMENT, account.account)
    if account.account == case.own_account():
        yield from _absent(case.evidence, OF_THE_DOCUMENT_ON_ITS_OBSERVERS, account.account)


def _absent(
    part: object, needed: Needed, account: str, whose: str = "", pointer: str = ""
) -> Iterator[tuple[str, Occasion]]:
    for member, rules in needed.items():
        value = getattr(part, member)
        if value is UNSET or (isinstance(value, AppState) and value.keys is UNSET):
            about = _lacking(account, f"{member}{whose}", pointer)
            yield from ((rule, about) for rule in rules)


def _of_others(case: Case) -> Iterator[tuple[str, Occasion]]:
    """The rules about sending, where a message is of another account than the own one."""
    own = case.own_account()
    for number, message in enumerate(case.evidence.messages or ()):
        sender = message.from_.account
        if sender != own:
            words = f"whether {case.world.names.account(Account(sender))} is the observer's own"
            about = _lacking(sender, WHOSE if own is None else words, f"/messages/{number}/from")
            yield from ((rule, about) for rule in OF_THE_DOCUMENT["messages"])


def _lacking(account: str, what: str, pointer: str) -> Occasion:
    return Occasion(account, what, pointer, Conduct.OBSERVED, (what,))
