"""Pins: whom a client takes for an account's primary, and whether a user compared its key.

A mark, and a user's confirmation, cannot be seen in signatures. Evidence may say when the user
compared and confirmed, and whether the user was told of a change.

That an account has another primary is nobody's fault: a new phone looks like that, and so does a
server that takes the account's place. It is noted, because users are to look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.redact import key as key_in_words
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.unseen import with_doubts_of
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.holding import pin_primary
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import require
from mdaudit.spec.sorts import Account, Client, IdentityKey, RawId, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace
from mdaudit.spec.verification.comparing import compare_codes
from mdaudit.spec.verification.marks import (
    change_is_confirmed,
    mark_belongs,
    own_account_is_intact,
)

UserStep = Callable[[State, Client, Account], State]
"""A step that a user takes about an account."""

MAIN_DEVICE = 0
"""The number of every primary."""

NOT_TOLD = "another primary key, of which the user was not told"

TOLD = "another primary key, of which the user was told"

ANOTHER = "another primary key"


@dataclass(frozen=True)
class Pinned:
    """A primary key that a client pinned."""

    client: Client
    account: Account
    key: IdentityKey
    life: RawId | Missing
    is_first: bool
    """No pin of the account is in evidence before it."""
    is_compared: bool
    """A user compared this key when it was pinned."""
    told: bool | Missing
    """Whether the user was shown the change."""
    mark: bool | Missing
    """Whether the contact is marked as verified under this pin, before anything further."""
    observer: int | Missing
    """Which device of the own account the client is, by its number."""
    pointer: str


def pin_key(world: World, pinned: Pinned, forget: Callable[[State], State]) -> None:
    """Judge a change of the pin, and let the client have it; `forget`: what nobody collected."""
    client, account = pinned.client, pinned.account
    if _is_pinned(world, pinned):
        _pin_again(world, pinned)
        return

    def pinning(s: State) -> State:
        hosted, life = world.hosted, pinned.life
        return pin_primary(s, client, account, pinned.key, life, hosted)  # type: ignore[arg-type]

    is_own = world.state.own_account(client) == account
    if not pinned.is_first:
        if is_own is True:
            _judge_own(world, pinned, pinning)
        elif not pinned.is_compared:
            _note_change(world, pinned, pinning)
        world.remember(client, account)
    before = world.state
    world.apply(lambda s: forget(pinning(s)))
    if pinned.is_first:
        pinned = _first(world, pinned, before)
    if pinned.is_compared:
        world.apply(lambda s: compare_codes(s, client, account))
        return
    verified = world.state.verified.but(client, account, becomes=pinned.mark)
    world.state = replace(world.state, verified=verified)
    if is_own is not True and not pinned.is_first:
        _judge_telling(world, pinned)


def _first(world: World, pinned: Pinned, before: State) -> Pinned:
    """A first pin may be older than noted: then what came before it came under it."""
    party = (pinned.client, pinned.account)
    what = f"what was held before the first pin of {world.names.account(pinned.account)}"
    world.state = with_doubts_of(before, world.state, party, what)
    return replace(pinned, mark=Missing(what)) if before.verified(*party) is True else pinned


def _is_pinned(world: World, pinned: Pinned) -> bool:
    """Whether the client has this pin already: then nothing changed, and it was only noted again.

    A life that is not known on one side may be the same one.
    """
    party = (pinned.client, pinned.account)
    life: Any = world.state.pinned_life(*party)
    is_same_key: Any = world.state.pin(*party) == pinned.key
    return is_same_key is True and (life == pinned.life) is not False


def _pin_again(world: World, pinned: Pinned) -> None:
    """The pin stays; its life may be told by now, and its key may have been compared."""
    s, party = world.state, (pinned.client, pinned.account)
    if isinstance(s.pinned_life(*party), Missing):
        lives = s.pinned_life.but(*party, becomes=pinned.life)
        world.state = replace(s, pinned_life=lives)
    if pinned.is_compared:
        world.apply(lambda state: compare_codes(state, *party))


def _judge_own(world: World, pinned: Pinned, pinning: Callable[[State], State]) -> None:
    """A companion never follows another primary; a primary that registers anew is one itself."""
    observer = pinned.observer
    if not isinstance(observer, Missing) and observer == MAIN_DEVICE:
        return
    for verdict in world.judge(pinning).about(own_account_is_intact):
        if verdict.answer is False and isinstance(observer, Missing):
            verdict = replace(verdict, answer=observer)  # noqa: PLW2901 - the same verdict, open
        world.trail.add(verdict, about=_occasion(world, pinned, Conduct.ACCEPTED))


def _note_change(world: World, pinned: Pinned, pinning: Callable[[State], State]) -> None:
    """Another identity begins without a mark, whether or not the one before it had one."""
    about = _occasion(world, pinned, Conduct.OBSERVED)
    verdicts = world.judge(pinning).about(mark_belongs)
    world.trail.add(*verdicts, about=about, got=TOLD if pinned.told is True else ANOTHER)


def _judge_telling(world: World, pinned: Pinned) -> None:
    """A change that was kept from the user cannot have been confirmed; any other one may be."""
    client, account = pinned.client, pinned.account
    _doubt_mark(world, client, account)
    if pinned.told is not False:
        words = world.names.account(account)
        confirmed = Missing(f"whether the user confirmed the change of {words}")
        leave_open(world, client, account, confirmed if pinned.told is True else pinned.told)
        return
    for verdict in confirmation(world, client, account):
        if verdict.answer is True:
            broken = Verdict(replace(verdict.judgement, answer=False), answer=False)
            about = _occasion(world, pinned, Conduct.OBSERVED)
            world.trail.add(broken, about=about, got=f"{NOT_TOLD}; the contact was not verified")
        else:
            about = _occasion(world, pinned, Conduct.OBSERVED)
            world.trail.add(verdict, about=about, got=NOT_TOLD)


def _doubt_mark(world: World, client: Client, account: Account) -> None:
    """The mark may have ended before, with a life that began unseen, and that was confirmed."""
    unseen, s = world.open_lives.get(account), world.state
    if unseen is not None and s.unconfirmed(client, account) is True:
        unconfirmed = s.unconfirmed.but(client, account, becomes=Missing(unseen))
        world.state = replace(s, unconfirmed=unconfirmed)


def confirmation(world: World, client: Client, account: Account) -> tuple[Verdict, ...]:
    """Whether a change of the account's identity waits for the client's user."""

    def asking(s: State) -> State:
        require(change_is_confirmed, s, client, account)
        return s

    return world.judge(asking).about(change_is_confirmed)


def leave_open(world: World, client: Client, account: Account, what: Missing) -> None:
    """A change that waits for the user may have been confirmed, where nobody collected that."""
    s = world.state
    if s.unconfirmed(client, account) is True and account not in world.confirmations_known:
        unconfirmed = s.unconfirmed.but(client, account, becomes=what)
        world.state = replace(s, unconfirmed=unconfirmed)


def act(world: World, step: UserStep, client: Client, account: Account) -> None:
    """The observer's user compares the code of the key that is pinned, or confirms a change."""
    world.apply(lambda s: step(s, client, account))


@dataclass(frozen=True)
class Compared:
    """A mark: some user compared the security code."""

    client: Client
    account: Account
    key: IdentityKey
    """The primary key that the mark is on."""
    clock: Time
    pointer: str


def compare(world: World, mark: Compared) -> None:
    """The user compares the code of the key that is pinned now."""
    party = (mark.client, mark.account)
    world.compared[party] = _pinned_now(world, *party)
    pinned, _ = world.compared[party]
    if isinstance(pinned, Missing):
        verified = world.state.verified.but(*party, becomes=pinned)
        world.state = replace(world.state, verified=verified)
    elif pinned == mark.key:
        world.apply(lambda state: compare_codes(state, *party))


def _pinned_now(
    world: World, client: Client, account: Account
) -> tuple[IdentityKey | Missing, RawId | Missing]:
    """The pinned key and life, of which nobody knows if they changed before, in this second."""

    def pinned(s: State) -> tuple[Any, Any]:
        return s.pin(client, account), s.pinned_life(client, account)

    values = list(pinned(world.state))
    for other in world.reordered():
        for n, (value, before) in enumerate(zip(values, pinned(other.state), strict=True)):
            if (value == before) is not True and not isinstance(value, Missing):
                values[n] = Missing(other.words)
    key, life = values
    return key, life


def judge_mark(world: World, mark: Compared) -> None:
    """At the end, the mark is on the key that was compared; and on its life, if it is pinned.

    Where lists were not collected, that life may have begun before the comparison.
    """
    party = (mark.client, mark.account)
    compared, life = world.compared[party]
    pinned = world.pin(*party)
    stays = not isinstance(pinned, Missing) and pinned == mark.key
    now = world.state.pinned_life(*party) if stays else life
    about = Occasion(
        account=mark.account,
        subject=f"the mark on the primary's {key_in_words(mark.key)}",
        pointer=mark.pointer,
        conduct=Conduct.SENT,
        identity=("mark", mark.client, mark.key.hex(), str(mark.clock)),
    )
    unseen = world.open_lives.get(mark.account)
    for verdict in world.ask(mark_belongs, compared, life, mark.key, now):
        if verdict.answer is False and stays and unseen is not None:
            verdict = replace(verdict, answer=Missing(unseen))  # noqa: PLW2901 - begun before
        world.trail.add(verdict, about=about)


def _occasion(world: World, pinned: Pinned, conduct: Conduct) -> Occasion:
    words = world.names.account(pinned.account)
    return Occasion(
        account=pinned.account,
        subject=f"the new primary's {key_in_words(pinned.key)} of {words}",
        pointer=pinned.pointer,
        conduct=conduct,
        identity=("pin", pinned.client, pinned.key.hex(), str(world.state.now)),
    )
