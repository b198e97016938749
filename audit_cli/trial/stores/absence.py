"""What is not in a store: how far its absence tells."""

from __future__ import annotations

from dataclasses import replace

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.inputs.client_store import ClientStore
from mdaudit.audit_cli.trial.trail import Entry, Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.acceptance import unexpired
from mdaudit.spec.device_list.devices import evidence_is_there
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Time


def judge_absent_lists(world: World, store: ClientStore, clock: int) -> None:
    """The age of a list decides whether companions are served; the store has none, of any age."""
    companions = (s.account for s in store.open_sessions() if s.device != 0)
    for account in dict.fromkeys((store.own.account, *companions)):
        words = world.names.account(account)
        missing = Missing(f"a signed device list of {words}, for which the store has no place")
        verdicts = world.ask(unexpired, missing, Time(clock), Time(clock), world.policy.lifetime)
        about = Occasion(
            account=Account(account),
            subject=f"the device list of {words}",
            pointer="",
            conduct=Conduct.SENT,
            identity=("list", account),
        )
        world.trail.add(*verdicts, about=about)


def doubted(entry: Entry, own_pointer: str) -> Entry:
    """An entry about another device's missing evidence, for which the store has no place.

    The client remembers nothing by which it could check the device; that it never checked is only
    likely. What the server once offered is not in the store, so that nobody else is blamed.
    """
    about = entry.occasion
    rests_on_absence = entry.verdict.rule is evidence_is_there and entry.verdict.answer is False
    if not rests_on_absence or about.pointer == own_pointer:
        return entry
    return replace(
        entry,
        occasion=replace(about, conduct=Conduct.SENT),
        got="an open session, and no certificate: the store has no place for one",
        certain=False,
    )
