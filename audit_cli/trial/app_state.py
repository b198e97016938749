"""App-state keys: whether the one that was used is newer than every removal.

The fingerprint of a key says for which devices it was made. Where it was not collected: a primary
makes a key for the companions that are linked at that moment, and dates it by the clock by which it
dates its lists. So the key was made for whom the own list before it names, as far as is known; it
was certainly made for whom the next list still names, since no index ever comes back. That is
enough for a failure. It is not enough for a pass: a key may have been made for others as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec import UNSET

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.inputs.evidence import AppStateKey as AppStateKeyEvidence
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import require
from mdaudit.spec.sorts import Account, Client, Epoch, Index, RawId, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.app_state import AppStateKey
from mdaudit.spec.state.signed import SignedList, list_life, list_time
from mdaudit.spec.state.system import replace
from mdaudit.spec.sync.keys import made_for_the_listed


@dataclass(frozen=True)
class MadeKey:
    """An app-state key that the client has."""

    name: bytes
    """Its id."""
    epoch: Epoch
    """Its place in the order of the account's keys."""
    created_at: Time
    """By the clock of the primary, which made it."""
    stated: AppStateKey | None = None
    """The key with its fingerprint; None: that was not collected."""


def made_key(part: AppStateKeyEvidence) -> MadeKey:
    """The key that a part of evidence is about."""
    epoch, stated = Epoch(part.epoch), None
    if part.key_indexes is not UNSET and part.raw_id is not UNSET:
        indexes = frozenset(map(Index, part.key_indexes))
        name = f"the app-state key of epoch {epoch}"
        stated = AppStateKey(name, RawId(part.raw_id), epoch, indexes)
    return MadeKey(part.id, epoch, Time(part.created_at), stated)


@dataclass(frozen=True)
class Use:
    """App state that a client took in."""

    client: Client
    account: Account
    message: str
    clock: Time
    key: bytes | None
    """The id of the key that it is under; None: nobody noted that."""
    pointer: str


def judge_use(
    world: World, use: Use, keys: Sequence[MadeKey], own_lists: Sequence[SignedList]
) -> None:
    """App state was taken in: if nobody noted under which key, the newest one is the likeliest.

    It may have been an older one; so it is a failure only if each key certainly fails.
    """
    there = [made for made in keys if _may_be(world, use, made)]
    newest = max(there, key=lambda made: made.epoch, default=None)
    likely = (
        Missing("keys of app_state") if newest is None else _likely(world, use, newest, own_lists)
    )
    is_sure = use.key is not None and newest is not None and newest.stated is not None
    for verdict in _asked(world, use, likely):
        if verdict.answer is False:
            verdict = replace(verdict, answer=_certain(world, use, there, own_lists))  # noqa: PLW2901
        elif verdict.answer is True and newest is not None and newest.stated is None:
            fingerprint = Missing(f"the fingerprint of the app-state key of epoch {newest.epoch}")
            verdict = replace(verdict, answer=fingerprint)  # noqa: PLW2901
        world.trail.add(verdict, about=_occasion(world, use), certain=is_sure)


def _may_be(world: World, use: Use, made: MadeKey) -> bool:
    """Whether the app state may be under this key."""
    if use.key is not None:
        return made.name == use.key
    return made.created_at <= world.policy.latest(use.clock)


def _asked(world: World, use: Use, key: AppStateKey | Missing) -> tuple[Verdict, ...]:
    def asking(s: State) -> State:
        held = s.held(use.client, use.account)
        require(made_for_the_listed, s, use.client, held, key)  # type: ignore[arg-type]
        return s

    return world.judge(asking).verdicts


def _certain(
    world: World, use: Use, keys: Sequence[MadeKey], own_lists: Sequence[SignedList]
) -> bool | Missing:
    """False if no key can have been right, or else what would have to be known; newest first."""
    unseen = _unknown(world.names.account(use.account))
    for made in sorted(keys, key=lambda made: made.epoch, reverse=True):
        for verdict in _asked(world, use, _at_least(world, use, made, own_lists)):
            if verdict.answer is not False:
                return unseen if verdict.answer is True else verdict.answer
        unseen = Missing(f"the app-state key of {world.names.message(use.message)}")
    return False


def _likely(
    world: World, use: Use, made: MadeKey, own_lists: Sequence[SignedList]
) -> AppStateKey | Missing:
    """The key, as made for whom the last list before it names."""
    held = world.held(use.client, use.account)
    if isinstance(held, Missing):
        return held
    words = world.names.account(use.account)
    if use.account in world.incomplete:
        return Missing(f"lists_complete of {words}")
    if made.stated is not None:
        return made.stated
    before = _newest(each for each in own_lists if list_time(each) <= made.created_at)
    return _unknown(words) if before is None else _made(made, before, before.valid_indexes)


def _at_least(
    world: World, use: Use, made: MadeKey, own_lists: Sequence[SignedList]
) -> AppStateKey | Missing:
    """The key, as made only for whom the lists before and after it name."""
    if made.stated is not None:
        return made.stated
    before = _newest(each for each in own_lists if list_time(each) < made.created_at)
    later = (each for each in own_lists if list_time(each) >= made.created_at)
    after = min(later, key=list_time, default=None)
    if before is None or after is None or list_life(before) != list_life(after):
        return _unknown(world.names.account(use.account))
    return _made(made, before, before.valid_indexes & after.valid_indexes)


def _newest(own_lists: Iterable[SignedList]) -> SignedList | None:
    return max(own_lists, key=list_time, default=None)


def _made(made: MadeKey, under: SignedList, indexes: frozenset[Index]) -> AppStateKey:
    name = f"the app-state key of epoch {made.epoch}, made under the {under.name}"
    return AppStateKey(name, list_life(under), made.epoch, indexes)


def _unknown(words: str) -> Missing:
    return Missing(f"a list of {words} from when the key was made")


def _occasion(world: World, use: Use) -> Occasion:
    return Occasion(
        account=use.account,
        subject=f"the app state in {world.names.message(use.message)}",
        pointer=use.pointer,
        conduct=Conduct.SENT,
        identity=("app state", use.client, use.message),
    )
