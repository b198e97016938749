"""What came from others, and was shown or taken: messages, and data of the own account."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.device import NOWHERE, Device
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.holding import set_up
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import require
from mdaudit.spec.receiving.showing import (
    is_listed_now,
    not_shown_before,
    session_is_of,
    show,
    show_own,
)
from mdaudit.spec.sorts import Account, Client, Message, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace
from mdaudit.spec.sync.channel import own_data

OWN_DATA: Final = frozenset({"history", "app_state", "key_share"})
"""The kinds that only devices of the own account may send."""

OWN_COPY: Final = "device_sent"
"""The kind of what the user wrote on another device."""

PRIMARY_ONLY: Final = frozenset({"history"})
"""The kinds that only the own primary may send."""

ANOTHERS: Final = Account("")
"""Whose a device is that is not the account's: nobody's, as far as the client knows."""


@dataclass(frozen=True)
class Received:
    """Something that a client got, and showed or took."""

    client: Client
    message: Message
    kind: str
    """What it was; empty: nobody noted that."""
    device: Device
    owner: Account | Missing
    """Whose device the session is with, as far as the client verified it."""
    observer: Device
    """The client itself."""
    clock: Time
    pointer: str


def judge_received(world: World, received: Received) -> None:
    """Judge whether a message may be shown, or data taken, at that moment."""
    if received.kind in OWN_DATA:
        _judge_own_data(world, received)
    else:
        _judge_shown(world, received)


def _judge_own_data(world: World, received: Received) -> None:
    """History, keys and settings come from the own account, whatever else is believed."""
    account, index, key = received.device.place
    place: Any = index
    if received.device.number == 0 and isinstance(received.owner, Missing):
        place = received.owner
    elif received.device.number == 0 and received.owner != account:
        place = NOWHERE

    def taking(s: State) -> State:
        return own_data(
            _set_up(s, received),
            received.client,
            account,
            place,
            key,
            received.clock,
            primary_only=received.kind in PRIMARY_ONLY,
        )

    verdicts = world.judge(taking).verdicts
    world.trail.add(*verdicts, about=_occasion(world, received), certain=received.device.certain)


def _judge_shown(world: World, received: Received) -> None:
    about, device = _occasion(world, received), received.device
    session = world.ask(session_is_of, device.account, received.owner)
    taken = world.judge(_showing(received))
    own = world.judge(lambda s: _require_own_list(s, received)).verdicts
    others = taken.verdicts[: -len(own) - 1]
    judged = [v for v in others if v.rule is not session_is_of and not _is_nothing(world, v)]
    if received.kind != OWN_COPY:
        judged = [*session, *judged]
    once = _if_a_message(world, received, taken.about(not_shown_before))
    world.trail.add(*_if_a_message(world, received, judged), about=about, certain=device.certain)
    world.trail.add(*once, about=about)
    if isinstance(world.state.own_account(received.client), str):
        own = _if_a_message(world, received, own)
        world.trail.add(*own, about=_own_occasion(world, received, about))
    if device.is_known:
        world.state = replace(world.state, seen=taken.after.seen)


def _if_a_message(
    world: World, received: Received, verdicts: Iterable[Verdict]
) -> tuple[Verdict, ...]:
    """The verdicts, in doubt if it may have been data of the own account, which has other rules."""
    own = world.state.own_account(received.client)
    if received.kind or (received.device.account == own) is False:
        return tuple(verdicts)
    doubt = Missing(f"kind of {world.names.message(received.message)}")
    return tuple(replace(v, answer=doubt) if v.answer is False else v for v in verdicts)


def _showing(received: Received) -> Callable[[State], State]:
    """The step by which a client shows the message."""
    client, message, clock = received.client, received.message, received.clock
    account, index, key = received.device.place

    def showing(s: State) -> State:
        s = _set_up(s, received)
        if received.kind == OWN_COPY:
            return show_own(s, client, account, index, key, message, ANOTHERS, clock)
        return show(s, client, account, account, index, key, message, clock)

    return showing


def _is_nothing(world: World, verdict: Verdict) -> bool:
    """A device that the client never saw listed was not removed: that it is not listed is told."""
    if verdict.rule is not is_listed_now or verdict.answer is not False:
        return False
    _, client, account, index = verdict.judgement.arguments
    return world.state.saw_dropped(client, account, index) is not True


def _require_own_list(s: State, received: Received) -> State:
    s = _set_up(s, received)
    own = s.own_account(received.client)
    index = s.own_index(received.client)
    require(list_is_usable, s, received.client, own, index, received.clock)
    return s


def _set_up(s: State, received: Received) -> State:
    account, index, key = received.observer.place
    return set_up(s, received.client, account, key, index)


def _occasion(world: World, received: Received) -> Occasion:
    device = received.device
    message = world.names.message(received.message)
    return Occasion(
        account=device.account,
        subject=f"{message} from {device.words(world.names)}",
        pointer=received.pointer,
        conduct=Conduct.SENT,
        identity=("shown", received.client, received.message, *device.identity),
    )


def _own_occasion(world: World, received: Received, about: Occasion) -> Occasion:
    own = received.observer.account
    words = world.names.account(own)
    message = world.names.message(received.message)
    return replace(about, account=own, subject=f"{message}, shown by a device of {words}")
