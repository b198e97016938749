"""Unsigned notices of the server: they may make a client ask, and nothing else.

A client that drops a device on such a word alone is at fault. If it asked, and the list that it
holds then names the device, the word was wrong: that is a note about whoever said it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.device import Device
from mdaudit.audit_cli.trial.lists import expiry
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.logic import Missing
from mdaudit.spec.revocation.notices import end_session, removed_by_a_signed_list
from mdaudit.spec.sorts import NEVER, PRIMARY, Client, Time
from mdaudit.spec.state.system import replace


@dataclass(frozen=True)
class Noticed:
    """A notice that a device was removed, and what the client made of it."""

    client: Client
    device: Device
    effect: Missing | None
    """Missing: nobody noted what the client did; None: that is known."""
    asked: bool
    """It asked for the list, and went by that; otherwise it dropped the device, or may have."""
    clock: Time
    """When it did."""
    pointer: str


def judge_notice(world: World, noticed: Noticed) -> None:
    """A device is gone by a signed list that does not name it, never by a notice alone.

    Who asked, and was answered by now, has what came in this second.
    """
    device = noticed.device
    index: Any = device.index if noticed.effect is None else noticed.effect
    key: Any = device.key
    if not isinstance(index, Missing) and index == PRIMARY:
        return
    moment = world.settled() if noticed.asked else world
    taken = moment.judge(lambda s: end_session(s, noticed.client, device.account, index, key))
    about = Occasion(
        account=device.account,
        subject=f"{device.words(world.names)}, after a notice",
        pointer=noticed.pointer,
        conduct=_conduct(world, noticed),
        identity=("notice", noticed.client, str(device.number), str(noticed.clock)),
    )
    for verdict in taken.about(removed_by_a_signed_list):
        if verdict.answer is False and noticed.effect is not None:
            verdict = replace(verdict, answer=noticed.effect)  # noqa: PLW2901 - perhaps it kept it
        elif verdict.answer is False and not noticed.asked and _by_expiry(world, noticed):
            went = Missing(f"whether {device.words(world.names)} went with its list, which expired")
            verdict = replace(verdict, answer=went)  # noqa: PLW2901
        world.trail.add(verdict, about=about)


def _by_expiry(world: World, noticed: Noticed) -> bool:
    """Whether the held list may have expired by then, which ends sessions as well."""
    verdicts = expiry(world, noticed.client, noticed.device.account, noticed.clock)
    return any(verdict.answer is not True for verdict in verdicts)


def _conduct(world: World, noticed: Noticed) -> Conduct:
    """What was done; if there is word of a newer list, the notice may be about that one."""
    if not noticed.asked:
        return Conduct.SENT
    deadline: Any = world.state.deadline(noticed.client, noticed.device.account)
    none_newer = not isinstance(deadline, Missing) and deadline == NEVER
    return Conduct.REFUSED if none_newer else Conduct.OBSERVED
