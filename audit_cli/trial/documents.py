"""The audit of a document: replay it, then look at what the owner signed and what has expired."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any

from msgspec import UNSET

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.evidence import Account as AccountEvidence
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.trial.case import Case
from mdaudit.audit_cli.trial.events import Events
from mdaudit.audit_cli.trial.exhibits import CertificateExhibit
from mdaudit.audit_cli.trial.leftovers import judge_kept_keys, judge_marks, judge_removals
from mdaudit.audit_cli.trial.lists import expiry
from mdaudit.audit_cli.trial.moments import TOLD, Moment
from mdaudit.audit_cli.trial.owner import (
    Signed,
    judge_dates,
    judge_indexes,
    judge_length,
)
from mdaudit.audit_cli.trial.refusals import judge_refusals
from mdaudit.audit_cli.trial.several import leave_open
from mdaudit.audit_cli.trial.split_views import SplitViews
from mdaudit.audit_cli.trial.stores.store import judge_store
from mdaudit.audit_cli.trial.trail import Occasion, Trail
from mdaudit.audit_cli.trial.uncollected import leave_uncollected_open
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.logic import Missing
from mdaudit.spec.policy import Policy
from mdaudit.spec.reading import Weakening
from mdaudit.spec.sorts import Account, IdentityKey, Time
from mdaudit.spec.state.signed import Certificate, SignedList, certificate_time


def audit(document: Document, policy: Policy, names: Names, *, hosted: bool) -> Trail:
    """Every verdict on a document."""
    world = World(policy, names, hosted=hosted, lone=document.lone, replayed=document.replayed)
    case, events = _replayed(Case(document, world))
    judge_marks(case, events)
    judge_kept_keys(case, events)
    split_views = SplitViews(world)
    for number, account in enumerate(document.evidence.accounts):
        _judge_owner(case, account, f"/accounts/{number}", split_views)
    split_views.end()
    _note_expired(case)
    _judge_refusals(case)
    if case.several:
        world.trail.entries = leave_open(world.trail.entries)
    if document.store is None and not document.lone:
        leave_uncollected_open(case)
    clock = document.evidence.collected_at
    if document.store is not None and clock is not UNSET:
        judge_store(case, document.store, clock)
    return world.trail


def _replayed(case: Case) -> tuple[Case, Events]:
    events = Events(case)
    for event in events.in_order():
        case.world.begin(event)
        event.happen()
        if event.order in TOLD:
            held = case.world.held(event.scene.client, event.scene.account)
            case.world.trail.moments.append(Moment(event.at, event.order, event.scene, held))
    return case, events


def _judge_refusals(case: Case) -> None:
    world = case.world

    def replayed(weakening: Weakening) -> Trail:
        again = World(
            world.policy, world.names, hosted=world.hosted, lone=world.lone, weakening=weakening
        )
        return _replayed(Case(case.document, again))[0].world.trail

    judge_refusals(world.trail, replayed)


def _judge_owner(case: Case, account: AccountEvidence, at: str, split_views: SplitViews) -> None:
    lists = _authentic_lists(case, account, at)
    name = Account(account.account)
    split_views.judge(name, lists)
    if account.account == case.own_account():
        lists = [shown for shown in lists if not shown.refused]
        judge_removals(case, account, at, lists)
        judge_dates(case.world, name, lists)
        judge_length(case.world, name, lists)
        judge_indexes(case.world, name, lists, _authentic_certificates(case, account, at))


def _authentic_lists(case: Case, account: AccountEvidence, at: str) -> list[Signed[SignedList]]:
    unknown = Missing(f"signed_at of lists of {case.world.names.account(account.account)}")
    return [
        Signed(
            exhibit.listed,
            key,
            exhibit.digest,
            f"{at}/lists/{n}/signed_key_index_list",
            case.evidence.observer_of(shown),
            Time(shown.received_at),
            unknown if shown.signed_at is UNSET else Time(shown.signed_at),
            refused=shown.outcome == "refused",
        )
        for n, shown in enumerate(account.lists or ())
        for exhibit in (case.list_of(shown),)
        for key in _signers(account, shown.received_at, case.world.state.signed, exhibit.listed)
    ]


def _authentic_certificates(
    case: Case, account: AccountEvidence, at: str
) -> list[Signed[Certificate]]:
    certified = case.world.state.certified
    return [
        Signed(exhibit.certificate, key, exhibit.digest, f"{at}/devices/{n}")
        for n, device in enumerate(account.devices or ())
        for exhibit in (case.certificate_of(device),)
        if isinstance(exhibit, CertificateExhibit)
        for key in _signers(
            account, certificate_time(exhibit.certificate), certified, exhibit.certificate
        )
    ]


def _signers(
    account: AccountEvidence, at: int, signed: Callable[..., Any], what: SignedList | Certificate
) -> Iterator[IdentityKey]:
    """The pinned key that signed it, if one did."""
    return islice((key for key in _keys(account, at) if signed(key, what) is True), 1)


def _keys(account: AccountEvidence, at: int) -> Iterator[IdentityKey]:
    """Every pinned key; the one that was pinned at the time is the likeliest, and comes first."""
    pins = account.pins or ()
    past = bisect_right(pins, at, key=lambda pin: pin.from_)
    for n in chain(reversed(range(past)), range(past, len(pins))):
        yield IdentityKey(pins[n].primary_key)


def _note_expired(case: Case) -> None:
    """Whether the held lists have expired by the time the evidence was collected."""
    clock = case.evidence.collected_at
    if clock is UNSET or case.document.lone:
        return
    numbers = {account.account: n for n, account in enumerate(case.evidence.accounts)}
    for client, account in case.world.parties:
        held = case.world.held(client, account)
        if account in numbers and not isinstance(held, Missing):
            about = Occasion(
                account=account,
                subject=f"{held.name}, held when the evidence was collected",
                pointer=f"/accounts/{numbers[account]}/lists",
                conduct=Conduct.OBSERVED,
                identity=("held", client, account),
            )
            case.world.at(clock)
            verdicts = expiry(case.world, client, account, Time(clock))
            decided = [v for v in verdicts if not isinstance(v.answer, Missing)]
            case.world.trail.add(*decided, about=about)
