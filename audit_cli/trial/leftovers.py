"""What is judged when everything has happened: marks, kept sender keys, finished removals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec import UNSET

from mdaudit.audit_cli.inputs.evidence import Account as AccountEvidence
from mdaudit.audit_cli.inputs.evidence import Removal, SenderKey
from mdaudit.audit_cli.trial.case import Case
from mdaudit.audit_cli.trial.device import Device
from mdaudit.audit_cli.trial.events import Events
from mdaudit.audit_cli.trial.owner import Signed
from mdaudit.audit_cli.trial.pins import judge_mark
from mdaudit.audit_cli.trial.removals import ShownRemoval, judge_removal
from mdaudit.audit_cli.trial.sender_keys import Kept, judge_kept
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client, IdentityKey, Index, Time
from mdaudit.spec.state.signed import SignedList


def judge_marks(case: Case, events: Events) -> None:
    """Each mark of a user is on the key that was compared."""
    case.world.end()
    for mark in events.marks:
        judge_mark(case.world, mark)


def judge_kept_keys(case: Case, events: Events) -> None:
    """Each sender key of others that is still there is of a device that is still there.

    Evidence does not say whose of several observers a key is.
    """
    observers = case.evidence.everybody()
    for n, part in enumerate(case.evidence.sender_keys or ()):
        if part.direction == "in":
            client = Client(observers[0])
            device = _giver(case, events, client, part)
            deleted: bool | Missing = part.deleted_at is not None
            if part.deleted_at is UNSET:
                deleted = Missing(f"deleted_at of a sender key of {device.words(case.world.names)}")
            if len(observers) > 1:
                deleted = Missing("the observer that has the sender key")
            kept = Kept(client, part.group, part.id, device, deleted, f"/sender_keys/{n}")
            judge_kept(case.world, kept)


def _giver(case: Case, events: Events, client: Client, part: SenderKey) -> Device:
    """The device that a sender key is of: if of a primary, the one that was pinned when it came."""
    created, roster = part.created_at, events.roster
    device = roster.speaker(case.world, client, part.account, part.device, created)
    if part.device != 0:
        return device
    pins = (
        pin for a in case.evidence.accounts if a.account == part.account for pin in a.pins or ()
    )
    before = [IdentityKey(pin.primary_key) for pin in pins if pin.from_ <= created]
    unknown = Missing(f"an earlier pin of {case.world.names.account(device.account)}")
    return replace(device, key=before[-1] if before else unknown)


def judge_removals(
    case: Case, account: AccountEvidence, at: str, lists: Sequence[Signed[SignedList]]
) -> None:
    """Each removal that was shown as done is in the newest list of that moment."""
    client, name = Client(case.evidence.everybody()[0]), Account(account.account)
    for n, part in enumerate(account.removals or ()):
        if part.shown_done_at is not None:
            removal = _shown_removal(case.world.pin(client, name), name, part)
            removal = replace(removal, pointer=f"{at}/removals/{n}")
            judge_removal(case.world, removal, lists)


def _shown_removal(primary: IdentityKey | Missing, account: Account, part: Removal) -> ShownRemoval:
    shown, signed = part.shown_done_at, part.list_timestamp
    when: Time | Missing | None = None
    if signed is UNSET:
        when = Missing("list_timestamp of the removal")
    elif signed is not None:
        when = Time(signed)
    return ShownRemoval(
        account,
        primary,
        Index(part.key_index),
        Missing("shown_done_at of the removal") if not isinstance(shown, int) else Time(shown),
        when,
        "",
    )
