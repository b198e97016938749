"""Messages: whom the observed client sent copies to, and whose it showed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from mdaudit.audit_cli.audit.devices import NOWHERE
from mdaudit.audit_cli.audit.judging import Verdict, combined
from mdaudit.audit_cli.audit.trail import Occasion
from mdaudit.audit_cli.audit.world import World, rows_of
from mdaudit.audit_cli.blame import Conduct
from mdaudit.spec.device_list.devices import admit, named_by_the_held_list
from mdaudit.spec.device_list.holding import set_up
from mdaudit.spec.fanout.sending import fan_out, is_listed, send
from mdaudit.spec.logic import Missing, Table
from mdaudit.spec.reading import Judgement, require
from mdaudit.spec.sorts import (
    Account,
    Client,
    IdentityKey,
    Index,
    Message,
    Time,
)
from mdaudit.spec.state import State

NO_PLACE = "a device that no verified certificate gives a place"
NO_PARTY = "a device that the client had not verified, or of another account"


@dataclass(frozen=True)
class Device:
    """A device, as a message names it."""

    account: Account
    number: int
    index: Index | Missing
    key: IdentityKey | Missing
    certain: bool = True
    """Its place follows from evidence, not from the absence of evidence."""


@dataclass(frozen=True)
class SentCopy:
    """One ciphertext of a message."""

    client: Client
    message: Message
    sender: Device
    recipient: Account
    device: Device
    clock: Time
    pointer: str
    also: tuple[str, ...] = ()


def judge_copy(world: World, copy: SentCopy) -> None:
    """Judge one copy by the fan-out that the specification computes for that moment."""
    device = copy.device
    message = world.names.message(copy.message)
    about = Occasion(
        account=device.account,
        subject=f"{message} to {_words(world, device)}",
        pointer=copy.pointer,
        conduct=Conduct.SENT,
        identity=("copy", copy.client, copy.message, *_identity(device), str(copy.clock)),
        also=copy.also,
    )
    filters, served = _fan_out(world, copy)
    whole = world.judge(lambda s: _send(world, s, copy)).verdicts
    guard = whole[: len(whole) - len(filters)]
    own = replace(
        about, account=copy.sender.account, subject=f"{message} by {_words(world, copy.sender)}"
    )
    world.trail.add(*guard, about=own)
    if served is not True and all(verdict.answer is not False for verdict in filters):
        filters = tuple(v for v in filters if v.rule is not is_listed)
        _write_unserved(world, copy, served, about)
    world.trail.add(*filters, about=about)


def _fan_out(world: World, copy: SentCopy) -> tuple[tuple[Verdict, ...], bool | Missing]:
    """What the filters answer about the copy's device, and whether it is served."""
    account, index, key = _place(copy.device)
    answers: list[Any] = []

    def computing(s: State) -> State:
        prepared = _prepared(world, s, copy)
        served = fan_out(prepared, copy.client, copy.recipient, copy.clock)
        answers.append(served(account, index, key))
        return s

    filters = world.judge(computing).verdicts
    return filters, combined(answers[0], answers[-1])


def _send(world: World, s: State, copy: SentCopy) -> State:
    prepared = _prepared(world, s, copy)
    return send(prepared, copy.client, copy.message, copy.recipient, copy.clock)


def _prepared(world: World, s: State, copy: SentCopy) -> State:
    """The state in which the sender is who it is, and only the copy's device is asked about."""
    account, index, key = _place(copy.sender)
    s = set_up(s, copy.client, account, key, index)
    row = (copy.client, *_place(copy.device))
    rows = rows_of(s.knows)
    is_known = not any(isinstance(part, Missing) for part in row) and row in rows
    asked = {row: rows[row]} if is_known else {}
    return replace(s, knows=Table(s.knows.sorts, _otherwise(world, copy), asked))


def _otherwise(world: World, copy: SentCopy) -> bool | Missing:
    """Whether the client may know a device of which the evidence does not say so."""
    account = copy.device.account
    if account in world.unknown_devices:
        return Missing(f"devices of {world.names.account(account)}")
    pinned = world.pin(copy.client, account)
    return pinned if isinstance(pinned, Missing) else False


def _place(device: Device) -> tuple[Account, Any, Any]:
    """Account, index and key; the last two may be missing, which the specification can read."""
    return device.account, device.index, device.key


def _write_unserved(
    world: World,
    copy: SentCopy,
    served: bool | Missing,  # noqa: FBT001 - an answer
    about: Occasion,
) -> None:
    arguments = (world.state, copy.client, *_place(copy.device))
    index = copy.device.index
    placeless = not isinstance(index, Missing) and index == NOWHERE
    got = NO_PLACE if placeless else NO_PARTY
    world.trail.add(
        Verdict(Judgement(is_listed, arguments, answer=served), served),  # type: ignore[arg-type]
        about=about,
        got=got,
        certain=copy.device.certain,
    )


@dataclass(frozen=True)
class ShownMessage:
    """A message that a client got, and showed."""

    client: Client
    message: Message
    device: Device
    clock: Time
    pointer: str


def judge_shown(world: World, shown: ShownMessage) -> None:
    """Judge whether a message may be shown: its device is listed at that moment."""
    about = Occasion(
        account=shown.device.account,
        subject=f"{world.names.message(shown.message)} from {_words(world, shown.device)}",
        pointer=shown.pointer,
        conduct=Conduct.SENT,
        identity=("shown", shown.client, shown.message, *_identity(shown.device)),
    )
    account, index, key = _place(shown.device)

    def admitting(s: State) -> State:
        if isinstance(index, Missing) or isinstance(key, Missing):
            require(named_by_the_held_list, s, shown.client, account, index, shown.clock)
            return s
        return admit(s, shown.client, account, index, key, shown.clock)

    taken = world.judge(admitting)
    world.trail.add(*taken.verdicts, about=about, certain=shown.device.certain)


def _words(world: World, device: Device) -> str:
    return f"device {device.number} of {world.names.account(device.account)}"


def _identity(device: Device) -> tuple[str, str]:
    return device.account, str(device.number)
