"""The audit of a client's store, after that of the evidence that was taken from it."""

from __future__ import annotations

from mdaudit.audit_cli.inputs.client_store import ClientStore
from mdaudit.audit_cli.trial.answers.asked import Asked
from mdaudit.audit_cli.trial.answers.questions import answers
from mdaudit.audit_cli.trial.case import Case
from mdaudit.audit_cli.trial.stores.absence import doubted, judge_absent_lists
from mdaudit.audit_cli.trial.stores.groups import judge_group_keys
from mdaudit.audit_cli.trial.stores.keys import judge_changed_keys, judge_shared_keys
from mdaudit.audit_cli.trial.stores.linking import judge_own_linking
from mdaudit.audit_cli.trial.stores.places import Places
from mdaudit.spec.sorts import Client


def judge_store(case: Case, store: ClientStore, clock: int) -> None:
    """Judge what only a store shows, and answer the questions about it; `clock`: Unix seconds."""
    world, document = case.world, case.document
    client = Client(case.evidence.everybody()[0])
    judge_own_linking(world, client, store)
    judge_shared_keys(world, client, store)
    judge_changed_keys(world, client, store)
    judge_group_keys(world, client, store, clock)
    judge_absent_lists(world, store, clock)
    places = Places(store, world.names)
    own = places.shown(store.own.pointer)
    placed = (places.in_store(entry, document) for entry in world.trail.entries)
    world.trail.entries = [doubted(entry, own) for entry in placed]
    failed = [e for e in world.trail.entries if e.verdict.answer is False]
    asked = Asked(document.name, store, places, failed, clock, world.policy.lifetime)
    world.trail.answers += answers(asked)
