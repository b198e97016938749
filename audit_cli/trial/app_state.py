"""App-state keys: whether the newest one is newer than every removal.

Evidence has no fingerprint of a key, which would say for which devices it was made. A primary makes
a key for the companions that are linked at that moment, so the own list of that moment says it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import require
from mdaudit.spec.sorts import Account, Client, Epoch
from mdaudit.spec.state import State
from mdaudit.spec.state.app_state import AppStateKey, key_epoch
from mdaudit.spec.state.signed import NO_LIST, list_life
from mdaudit.spec.sync.keys import made_for_the_listed


@dataclass(frozen=True)
class MadeKey:
    """An app-state key, and what the client knew of the own account when it was made."""

    epoch: Epoch
    key: AppStateKey | Missing
    pointer: str


def made_now(world: World, client: Client, account: Account, epoch: Epoch, pointer: str) -> MadeKey:
    """An app-state key that is made now: for the devices that the own list names."""
    held = world.held(client, account)
    if isinstance(held, Missing):
        return MadeKey(epoch, held, pointer)
    if account in world.incomplete:
        words = world.names.account(account)
        return MadeKey(epoch, Missing(f"lists_complete of {words}"), pointer)
    if held == NO_LIST:
        words = world.names.account(account)
        return MadeKey(epoch, Missing(f"a list of {words} from when the key was made"), pointer)
    name = f"the app-state key of epoch {epoch}, made under the {held.name}"
    key = AppStateKey(name, list_life(held), epoch, held.valid_indexes)
    return MadeKey(key_epoch(key), key, pointer)


def judge_use(
    world: World, client: Client, account: Account, keys: Iterable[MadeKey], about: Occasion
) -> None:
    """App state was taken in: under the newest key, as far as anybody can tell."""
    newest = max(keys, key=lambda made: made.epoch, default=None)
    key = Missing("keys of app_state") if newest is None else newest.key

    def asking(s: State) -> State:
        held = s.held(client, account)
        require(made_for_the_listed, s, client, held, key)  # type: ignore[arg-type]
        return s

    world.trail.add(*world.judge(asking).verdicts, about=about, certain=False)


def use_occasion(
    world: World, client: Client, account: Account, message: str, pointer: str
) -> Occasion:
    """App state that a client took in."""
    return Occasion(
        account=account,
        subject=f"the app state in {world.names.message(message)}",
        pointer=pointer,
        conduct=Conduct.SENT,
        identity=("app state", client, message),
    )
