"""Hints: word of a newer list inside a decrypted message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.device import Device
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.tables import HINTED
from mdaudit.audit_cli.trial.trail import Occasion, left_open
from mdaudit.audit_cli.trial.views import Stated, judge_view
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.hints import hear_hint, hint_counts
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client, Index, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace


@dataclass(frozen=True)
class Heard:
    """A hint that a client heard."""

    client: Client
    account: Account
    speaker: Device
    named: Time
    clock: Time
    pointer: str
    key_hash: bytes | None = None
    """What it says of the keys; None: nobody collected that."""
    indexes: frozenset[Index] = frozenset()
    """The indexes in the hash; empty: all."""


def hear(world: World, heard: Heard) -> None:
    """Judge a hint, and let it count if it counts."""
    speaker = heard.speaker
    index: Any = speaker.index
    key: Any = speaker.key

    def hearing(s: State) -> State:
        return hear_hint(
            s,
            heard.client,
            heard.account,
            speaker.account,
            index,
            key,
            heard.named,
            heard.clock,
        )

    taken = world.judge(hearing)
    about = _occasion(world, heard)
    for verdict in taken.verdicts:
        _judge_word(world, heard, verdict, about)
    if isinstance(taken.answer, Missing):
        world.state = _perhaps(world.state, taken.after, heard, taken.answer)
    elif taken.answer:
        world.state = taken.after


def _judge_word(world: World, heard: Heard, verdict: Verdict, about: Occasion) -> None:
    """What a stranger says does not count, and nobody did anything by it."""
    is_heard = verdict.rule is not hint_counts or verdict.judgement.arguments[0] is not False
    if verdict.answer is False and not is_heard:
        about = replace(about, conduct=Conduct.OBSERVED)
    world.trail.add(verdict, about=about)
    if heard.key_hash is not None and verdict.rule is hint_counts and is_heard:
        entries = world.trail.entries
        before = len(entries)
        stated = Stated(heard.client, heard.account, heard.named, heard.key_hash, heard.indexes)
        judge_view(world, stated, about)
        if isinstance(verdict.answer, Missing):
            entries[before:] = [left_open(each, verdict.answer) for each in entries[before:]]


def _occasion(world: World, heard: Heard) -> Occasion:
    speaker = heard.speaker
    return Occasion(
        account=heard.account,
        subject=f"hint by {speaker.words(world.names)}",
        pointer=heard.pointer,
        conduct=Conduct.OFFERED,
        identity=(
            "hint",
            speaker.account,
            str(speaker.number),
            str(heard.named),
            str(heard.clock),
        ),
    )


def _perhaps(before: State, after: State, heard: Heard, missing: Missing) -> State:
    """The state if nobody knows whether the hint counted: what it would change is not known."""
    changes: dict[str, Any] = {}
    for part in HINTED:
        old = getattr(before, part)(heard.client, heard.account)
        new = getattr(after, part)(heard.client, heard.account)
        if isinstance(old, Missing) or isinstance(new, Missing) or old != new:
            changes[part] = getattr(before, part).but(heard.client, heard.account, becomes=missing)
    return replace(before, **changes)
