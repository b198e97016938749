"""Copies beyond the first: for whom a message is encrypted again, and how often at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.device import Device
from mdaudit.audit_cli.trial.messages import SentCopy, copy_occasion, prepared
from mdaudit.audit_cli.trial.outbox import LATER
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
    world: World,
    copy: SentCopy,
    *,
    could_read: bool | Missing | None,
    complete: bool,
    sent_at: Time,
) -> None:
    """Judge a retry or backfill: by what was fixed when the message was first sent.

    `could_read`: whether the device was given the key of a group message; None: not to a group.
    `complete`: no copy of the message is left out, so that they can be counted. A copy that is
    dated before the message contradicts it: nothing was fixed by then.
    """
    account, index, key = copy.device.place

    def again(s: State) -> State:
        s = _addressed(prepared(world, s, copy), copy, could_read)
        return send_again(s, copy.client, copy.message, account, index, key, copy.clock)

    taken = world.judge(again)
    for verdict in taken.about(was_meant):
        words = world.names.message(copy.message)
        if copy.clock < sent_at:
            verdict = replace(verdict, answer=Missing(f"sent_at of {words}"))  # noqa: PLW2901
        elif verdict.answer is True and not complete:
            verdict = replace(verdict, answer=Missing(f"complete of {words}"))  # noqa: PLW2901
        world.trail.add(verdict, about=copy_occasion(world, copy), certain=copy.device.certain)
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
        world.trail.add(*world.ask(once_per_attempt, _count(together, same)), about=about)


def _count(together: Sequence[Ciphertext], same: Sequence[Ciphertext]) -> Any:
    """How many ciphertexts one attempt made; a second may hold several attempts to send again."""
    if len(together) > 1 and any(each.key is None or each.kind is None for each in together):
        return Missing("kind and key of copies")
    if len(same) > 1 and same[0].kind in LATER:
        return Missing("which attempt each copy is of, as several were made in one second")
    return len(same)


def _most_alike(together: Sequence[Ciphertext]) -> list[Ciphertext]:
    """The copies for one key and of one kind, of which there are most; of one attempt, if any."""
    alike: dict[tuple[bytes | None, str | None], list[Ciphertext]] = {}
    for each in together:
        alike.setdefault((each.key, each.kind), []).append(each)
    return max(alike.values(), key=lambda same: (len(same) > 1, same[0].kind not in LATER))
