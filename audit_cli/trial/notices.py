"""Unsigned notices of the server: they may make a client ask, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.device import Device
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.logic import Missing
from mdaudit.spec.revocation.notices import end_session, removed_by_a_signed_list
from mdaudit.spec.sorts import PRIMARY, Client, Time


@dataclass(frozen=True)
class Noticed:
    """A notice that a device was removed, after which the client dropped it, or may have."""

    client: Client
    device: Device
    effect: Missing | None
    """Missing: nobody noted what the client did; None: it dropped the device."""
    clock: Time
    pointer: str


def judge_notice(world: World, noticed: Noticed) -> None:
    """A device is gone by a signed list that does not name it, never by a notice alone."""
    device = noticed.device
    index: Any = device.index if noticed.effect is None else noticed.effect
    key: Any = device.key
    if not isinstance(index, Missing) and index == PRIMARY:
        return
    taken = world.judge(lambda s: end_session(s, noticed.client, device.account, index, key))
    about = Occasion(
        account=device.account,
        subject=f"{device.words(world.names)}, after a notice",
        pointer=noticed.pointer,
        conduct=Conduct.SENT,
        identity=("notice", noticed.client, str(device.number), str(noticed.clock)),
    )
    world.trail.add(*taken.about(removed_by_a_signed_list), about=about)
