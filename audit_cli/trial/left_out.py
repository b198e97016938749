"""Devices that a message was not for, although the held list names them.

The client did right: the filters of the fan-out leave them out. What the note is about is why. An
expired list is nobody's fault. Past a deadline, a device had named a newer list, and whoever
carries the traffic did not show it; unless it was shown, and refused.
"""

from __future__ import annotations

from dataclasses import replace

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.messages import SentCopy, left_out_by
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.hints import refusal_is_a_hint
from mdaudit.spec.fanout.sending import before_the_deadline

NO_COPY = "no copy for the device, although the held list names it"


def note_left_out(world: World, copy: SentCopy) -> bool:
    """Note by which rules a device got no copy; returns whether there is any."""
    device = copy.device
    about = Occasion(
        account=device.account,
        subject=f"{world.names.message(copy.message)}, not for {device.words(world.names)}",
        pointer=copy.pointer,
        conduct=Conduct.OBSERVED,
        identity=("left out", copy.client, *device.identity, str(copy.clock)),
    )
    reasons = left_out_by(world, copy)
    for verdict in reasons:
        why = replace(about, conduct=_conduct(world, copy, verdict))
        world.trail.add(verdict, about=why, got=NO_COPY, certain=device.certain)
    return bool(reasons)


def _conduct(world: World, copy: SentCopy, verdict: Verdict) -> Conduct:
    counted = (e for e in world.trail.entries if e.verdict.rule is refusal_is_a_hint)
    refused = any(entry.occasion.account == copy.device.account for entry in counted)
    withheld = verdict.rule is before_the_deadline and not refused
    return Conduct.WITHHELD if withheld else Conduct.OBSERVED
