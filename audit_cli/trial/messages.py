"""Messages: whom the observed client sent copies to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.device import NOWHERE, Device
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.holding import set_up
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.fanout.sending import before_the_deadline, fan_out, is_listed, require_ready
from mdaudit.spec.logic import Missing, Table
from mdaudit.spec.reading import Judgement
from mdaudit.spec.sorts import Account, Client, Message, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace
from mdaudit.spec.verification.marks import change_is_confirmed

NO_PLACE = "a device that no verified certificate gives a place"
NO_PARTY = "a device that the client had not verified, or of another account"


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
    perhaps_a_key: bool = False
    """It went to a group, and nobody noted if it was the sender key or the message."""


def judge_copy(world: World, copy: SentCopy) -> None:
    """Judge one copy by the fan-out that the specification computes for that moment."""
    about = copy_occasion(world, copy)
    filters, served = _fan_out(world, copy)
    guards = _guards(world, copy)
    write_guards(world, copy, _asked_of_keys(copy, guards) if copy.perhaps_a_key else guards, about)
    if _is_the_sender(copy):
        return
    if served is not True and all(verdict.answer is not False for verdict in filters):
        filters = tuple(v for v in filters if v.rule is not is_listed)
        _write_unserved(world, copy, served, about)
    world.trail.add(*filters, about=about)


def _is_the_sender(copy: SentCopy) -> bool:
    """Whether a copy is for the device that made it: nobody else reads it, whatever is listed."""
    known = copy.sender.is_known and copy.device.is_known
    return known and copy.device.place == copy.sender.place


def _asked_of_keys(copy: SentCopy, guards: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The guards, in doubt where a sender key is given without them."""
    doubt = Missing(f"kind of a copy for device {copy.device.number}")
    return tuple(
        replace(guard, answer=doubt)
        if guard.answer is False and guard.rule is not list_is_usable
        else guard
        for guard in guards
    )


def judge_unsent(world: World, message: SentCopy) -> None:
    """Judge a message that the client refused to send, by what would have let it send at all.

    Of what came in the same second, all came first: then it is known why, and nobody is accused.
    """
    about = replace(copy_occasion(world, message), conduct=Conduct.REFUSED)
    write_guards(world, message, _guards(world.settled(), message), about)


def left_out_by(world: World, copy: SentCopy) -> tuple[Verdict, ...]:
    """By which rules a device is not served although the held list names it; none if it is."""
    filters, served = _fan_out(world, copy)
    if served is not False or any(v.answer is not True for v in filters if v.rule is is_listed):
        return ()
    bounds = (list_is_usable, before_the_deadline)
    return tuple(v for v in filters if v.rule in bounds and v.answer is False)


def copy_occasion(world: World, copy: SentCopy) -> Occasion:
    """A copy, for one device."""
    device = copy.device
    return Occasion(
        account=device.account,
        subject=f"{world.names.message(copy.message)} to {device.words(world.names)}",
        pointer=copy.pointer,
        conduct=Conduct.SENT,
        identity=("copy", copy.client, copy.message, *_identity(device), str(copy.clock)),
        also=copy.also,
    )


def _identity(device: Device) -> tuple[str, ...]:
    """What makes it the same device, also of two with one number."""
    key = () if isinstance(device.key, Missing) else (device.key.hex(),)
    return *device.identity, *key


def write_guards(
    world: World, copy: SentCopy, guards: tuple[Verdict, ...], about: Occasion
) -> None:
    """Write down whether the client might send at all: about itself, or about whom it writes to."""
    message = world.names.message(copy.message)
    by = replace(
        about,
        account=copy.sender.account,
        subject=f"{message} by {copy.sender.words(world.names)}",
        identity=("sent", copy.client, copy.message, str(copy.clock)),
    )
    to = replace(
        by, account=copy.recipient, subject=f"{message} to {world.names.account(copy.recipient)}"
    )
    for verdict in guards:
        of_change = verdict.rule is change_is_confirmed
        changed = verdict.judgement.arguments[2] if of_change else copy.sender.account
        if changed == copy.sender.account:
            world.trail.add(verdict, about=by)
        elif changed != NOBODY:
            world.trail.add(verdict, about=to)


NOBODY = Account("")
"""The recipient of a copy in a group for a device of no member."""


def _fan_out(world: World, copy: SentCopy) -> tuple[tuple[Verdict, ...], bool | Missing]:
    """What the filters answer about the copy's device, and whether it is served."""
    answers: list[Any] = []

    def computing(s: State) -> State:
        served = fan_out(prepared(world, s, copy), copy.client, copy.recipient, copy.clock)
        answers.append(served(*copy.device.place))
        return s

    filters = world.judge(computing).verdicts
    what = f"lists_complete of {world.names.account(copy.device.account)}"
    unseen = (replace(each, words=what) for each in world.unseen())
    orders = [each for each in world.reordered() if each.is_as_likely or answers[0] is False]
    lacking = []
    for completion in (*unseen, *orders) if answers[0] is False else orders:
        world.try_out(computing, completion.state)
        lacking += [completion.words] if answers[-1] is not answers[0] else []
    undecided = next((answer for answer in answers if isinstance(answer, Missing)), None)
    if undecided is None and lacking:
        undecided = Missing(*lacking)
    return filters, answers[0] if undecided is None else undecided


def _guards(world: World, copy: SentCopy) -> tuple[Verdict, ...]:
    """Whether the client might send at all."""

    def asking(s: State) -> State:
        s = prepared(world, s, copy)
        require_ready(s, copy.client, copy.recipient, copy.clock)
        return s

    return world.judge(asking).verdicts


def prepared(world: World, s: State, copy: SentCopy) -> State:
    """The state in which the sender is who it is, and only the copy's device is asked about."""
    account, index, key = copy.sender.place
    s = set_up(s, copy.client, account, key, index)
    row = (copy.client, *copy.device.place)
    known: Any = s.knows(*row) if copy.device.is_known else s.knows.default
    asked = {} if known is s.knows.default else {row: known}
    return replace(s, knows=Table(s.knows.sorts, _otherwise(world, s, copy), asked))


def _otherwise(world: World, s: State, copy: SentCopy) -> bool | Missing:
    """Whether the client may know a device of which the evidence does not say so."""
    account = copy.device.account
    if account in world.unknown_devices:
        return Missing(f"devices of {world.names.account(account)}")
    pinned: Any = s.pin(copy.client, account)
    return pinned if isinstance(pinned, Missing) else False


def _write_unserved(
    world: World,
    copy: SentCopy,
    served: bool | Missing,  # noqa: FBT001 - an answer
    about: Occasion,
) -> None:
    arguments = (world.state, copy.client, *copy.device.place)
    index = copy.device.index
    placeless = not isinstance(index, Missing) and index == NOWHERE
    got = NO_PLACE if placeless else NO_PARTY
    world.trail.add(
        Verdict(Judgement(is_listed, arguments, answer=served), served),  # type: ignore[arg-type]
        about=about,
        got=got,
        certain=copy.device.certain,
    )
