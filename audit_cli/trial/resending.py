"""Copies beyond the first: for whom a message is encrypted again, and how often at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.device import Device
from mdaudit.audit_cli.trial.messages import SentCopy, copy_occasion, prepared
from mdaudit.audit_cli.trial.sender_keys import PRESENT_KEY
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.holding import set_up
from mdaudit.spec.fanout.resending import once_per_attempt, send_again, was_meant
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.logic import Missing, Table
from mdaudit.spec.sorts import CHAIN_START, NOWHERE, Account, Client, Message, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace


@dataclass(frozen=True)
class FirstSending:
    """When a message was first sent, and for which accounts."""

    client: Client
    message: Message
    sender: Device
    accounts: tuple[Account, ...]
    clock: Time


def remember_sending(world: World, sent: FirstSending) -> None:
    """The client fixes when a message was first sent, and under which pins."""

    def sending(s: State) -> State:
        account, index, key = sent.sender.place
        s = set_up(s, sent.client, account, key, index)
        s = replace(s, knows=Table(s.knows.sorts, default=False, rows={}))
        for to in sent.accounts:
            s = send(s, sent.client, sent.message, to, sent.clock)
        return s

    after = world.judge(sending).after
    world.state = replace(
        world.state,
        sender=after.sender,
        first_sent=after.first_sent,
        sent_pin=after.sent_pin,
    )


def judge_later_copy(
    world: World, copy: SentCopy, *, could_read: bool | Missing | None, complete: bool
) -> None:
    """Judge a retry or backfill: by what was fixed when the message was first sent.

    `could_read`: whether the device was given the key of a group message; None: not to a group.
    `complete`: no copy of the message is left out, so that they can be counted.
    """
    account, index, key = copy.device.place

    def again(s: State) -> State:
        s = _addressed(prepared(world, s, copy), copy, could_read)
        return send_again(s, copy.client, copy.message, account, index, key, copy.clock)

    taken = world.judge(again)
    for verdict in taken.about(was_meant):
        uncounted = Missing(f"complete of {world.names.message(copy.message)}")
        is_open = verdict.answer is True and not complete
        judged = replace(verdict, answer=uncounted) if is_open else verdict
        world.trail.add(judged, about=copy_occasion(world, copy), certain=copy.device.certain)
    if copy.device.is_known:
        world.state = replace(world.state, resent=taken.after.resent)


def _addressed(
    s: State,
    copy: SentCopy,
    could_read: bool | Missing | None,  # noqa: FBT001 - an answer
) -> State:
    """The state in which the message was to an account, or under a sender key of a group."""
    message = copy.message
    if could_read is None:
        return replace(s, sent_to=s.sent_to.but(message, becomes=copy.recipient))
    given = CHAIN_START if could_read is True else NOWHERE
    since = could_read if isinstance(could_read, Missing) else given
    return replace(
        s,
        sent_under=s.sent_under.but(message, becomes=PRESENT_KEY),
        sent_position=s.sent_position.but(message, becomes=CHAIN_START),
        given_from=s.given_from.but(PRESENT_KEY, *copy.device.place, becomes=since),
    )


@dataclass(frozen=True)
class Ciphertext:
    """One copy, as far as counting goes."""

    account: Account
    number: int
    key: bytes | None
    kind: str | None
    at: int
    pointer: str


def judge_ciphertexts(
    world: World, client: Client, message: Message, ciphertexts: Iterable[Ciphertext]
) -> None:
    """At one moment and for one purpose, a device gets one ciphertext of a message."""
    attempts: dict[tuple[Account, int, int], list[Ciphertext]] = {}
    for each in ciphertexts:
        attempts.setdefault((each.account, each.number, each.at), []).append(each)
    for (account, number, at), together in attempts.items():
        same = _most_alike(together)
        about = Occasion(
            account=account,
            subject=f"{world.names.message(message)} to device {number} of "
            f"{world.names.account(account)}",
            pointer=same[-1].pointer,
            conduct=Conduct.SENT,
            identity=("ciphertexts", client, message, account, str(number), str(at)),
            also=tuple(each.pointer for each in same[:-1]),
        )
        count: Any = len(same) if _are_told_apart(together) else Missing("kind and key of copies")
        world.trail.add(*world.ask(once_per_attempt, count), about=about)


def _most_alike(together: Sequence[Ciphertext]) -> list[Ciphertext]:
    """The copies for one key and of one kind, of which there are most."""
    alike: dict[tuple[bytes | None, str | None], list[Ciphertext]] = {}
    for each in together:
        alike.setdefault((each.key, each.kind), []).append(each)
    return max(alike.values(), key=len)


def _are_told_apart(together: Sequence[Ciphertext]) -> bool:
    """Whether it is known which copies are for the same device and purpose."""
    if len(together) == 1:
        return True
    return all(each.key is not None and each.kind is not None for each in together)
