"""Device lists: what was shown, and whether the client should have held it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.blame import Conduct, Origin
from mdaudit.audit_cli.trial.exhibits import ListExhibit, list_signature
from mdaudit.audit_cli.trial.judging import Taken, Verdict
from mdaudit.audit_cli.trial.pins import leave_open
from mdaudit.audit_cli.trial.tables import HISTORY, without
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.unseen import either_state
from mdaudit.audit_cli.trial.wire import judge_reading, judge_signature
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.acceptance import (
    continues_life,
    never_goes_back,
    next_mark,
    no_index_above_current,
    nothing_is_forgotten,
    signed_by_the_pinned_primary,
    unexpired,
)
from mdaudit.spec.device_list.hints import refusal_is_a_hint, refuse_list
from mdaudit.spec.device_list.holding import accept_list, accept_new_life, restart
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import Judgement, require
from mdaudit.spec.sorts import NO_KEY, Account, Client, Index, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import current_index, list_life, list_time
from mdaudit.spec.state.system import replace
from mdaudit.spec.verification.marks import mark_belongs

A_COMPANION = Index(1)
"""Any index that is not the primary's."""

CONDUCT = {
    "accepted": Conduct.ACCEPTED,
    "refused": Conduct.REFUSED,
    "unknown": Conduct.OFFERED,
}
"""What each outcome means for blame."""


@dataclass(frozen=True)
class Shown:
    """A list that was shown to a client."""

    client: Client
    account: Account
    exhibit: ListExhibit
    clock: Time
    outcome: str
    pointer: str


def show_list(world: World, shown: Shown) -> None:
    """Judge a list, and let the client do with it what the evidence says."""
    about = _occasion(world, shown)
    judge_reading(world, shown.exhibit, about)
    if shown.exhibit.decoded is None:
        _unreadable(world, shown)
        return
    signature = list_signature(shown.exhibit.decoded, hosted=world.hosted)
    pinned = world.pin(shown.client, shown.account)
    holds = world.state.signed(pinned, shown.exhibit.listed) is True  # type: ignore[arg-type]
    judge_signature(world, signature, (pinned, shown.exhibit.embedded), about, holds=holds)
    match shown.outcome:
        case "accepted":
            _accepted(world, shown, about)
        case "refused":
            _refused(world, shown, about)
        case _:
            _unknown(world, shown, about)


def _occasion(world: World, shown: Shown) -> Occasion:
    return Occasion(
        account=shown.account,
        subject=shown.exhibit.listed.name,
        pointer=shown.pointer,
        conduct=CONDUCT[shown.outcome],
        identity=("list", shown.client, shown.exhibit.digest, str(shown.clock)),
        origin=_origin(world, shown),
    )


def _origin(world: World, shown: Shown) -> Origin:
    pinned = world.pin(shown.client, shown.account)
    held = world.held(shown.client, shown.account)
    if isinstance(pinned, Missing) or not world.state.signed(pinned, shown.exhibit.listed):
        return Origin.UNKNOWN
    if not isinstance(held, Missing) and not never_goes_back(
        list_time(held), list_time(shown.exhibit.listed)
    ):
        return Origin.REPLAYED
    return Origin.SIGNED


def _take_in(shown: Shown, s: State) -> State:
    """The step by which a client comes to hold the list: it continues a life, or begins one."""
    continues = continues_life(s, shown.client, shown.account, shown.exhibit.listed)
    into = accept_new_life if continues is False else accept_list
    exhibit = shown.exhibit
    return into(s, shown.client, shown.account, exhibit.listed, exhibit.embedded, shown.clock)


def _taken(
    world: World,
    shown: Shown,
    *,
    sure: bool = True,
    before: Callable[[State], State] = lambda s: s,
) -> Taken:
    """The list as the client takes it in; whether a mark goes with it is no fault of the list."""
    taken = world.judge(lambda s: _take_in(shown, before(s)), sure=sure)
    verdicts = tuple(v for v in taken.verdicts if v.rule is not mark_belongs)
    return replace(taken, verdicts=verdicts)


def _unreadable(world: World, shown: Shown) -> None:
    """Nobody knows what a client holds that took in bytes without a reading."""
    if shown.outcome != "refused":
        what = f"what the {shown.exhibit.listed.name} was read as"
        world.state = without(world.state, HISTORY, shown.client, shown.account, what)


def _accepted(world: World, shown: Shown, about: Occasion) -> None:
    _perhaps_pinned_anew(world, shown)
    before = world.state
    taken = _taken(world, shown)
    world.trail.add(*taken.verdicts, about=about)
    _note_lower_current_index(world, shown, about, before)
    _judge_memory(world, shown, about, taken, refused=False)
    world.state = _held_now(world, shown, taken)
    _perhaps_under_another_pin(world, shown, taken)
    if before.unconfirmed(shown.client, shown.account) is False:
        words = world.names.account(shown.account)
        confirmed = Missing(f"whether the user confirmed the new life of {words}")
        leave_open(world, shown.client, shown.account, confirmed)


def _continues(world: World, shown: Shown) -> bool | Missing:
    """Whether the list continues the pinned life; another one may have begun unseen before it."""
    continues: Any = continues_life(world.state, shown.client, shown.account, shown.exhibit.listed)
    words = world.open_lives.get(shown.account)
    return Missing(words) if continues is False and words is not None else continues


def _perhaps_pinned_anew(world: World, shown: Shown) -> None:
    """A list of another life may be the first one of another pin, where nobody collected pins."""
    continues: Any = continues_life(world.state, shown.client, shown.account, shown.exhibit.listed)
    if shown.account in world.unpinned and continues is False:
        words = f"pins of {world.names.account(shown.account)}"
        world.state = without(world.state, HISTORY, shown.client, shown.account, words)


def _perhaps_under_another_pin(world: World, shown: Shown, taken: Taken) -> None:
    """If it may have come before a pin of the same second, nobody knows what is held since."""
    pinned = world.pin(shown.client, shown.account)
    for verdict in taken.about(signed_by_the_pinned_primary):
        if isinstance(verdict.answer, Missing) and not isinstance(pinned, Missing):
            what = ", ".join(verdict.answer.what)
            world.state = without(world.state, HISTORY, shown.client, shown.account, what)


def _held_now(world: World, shown: Shown, taken: Taken) -> State:
    """The state after the list; if nobody knows whether it began a life, its life is known now."""
    continues = _continues(world, shown)
    if continues is not True:
        world.remember(shown.client, shown.account)
    if not isinstance(continues, Missing):
        if not world.lone and not isinstance(world.pin(shown.client, shown.account), Missing):
            return taken.after
        return _held_by(world, shown, accept_list if continues else accept_new_life)
    continued, begun = (_held_by(world, shown, into) for into in (accept_list, accept_new_life))
    after = either_state(continued, begun, ", ".join(continues.what))
    life = after.pinned_life.but(
        shown.client, shown.account, becomes=list_life(shown.exhibit.listed)
    )
    return replace(after, pinned_life=life)


def _held_by(world: World, shown: Shown, into: Callable[..., State]) -> State:
    """The state after a step by which a client comes to hold a list.

    A pin that is not known must not make everything unknown that is kept by keys: none stands in.
    """
    s, party, exhibit = world.state, (shown.client, shown.account), shown.exhibit
    if isinstance(world.pin(*party), Missing):
        s = replace(s, pin=s.pin.but(*party, becomes=NO_KEY))
    said = (exhibit.listed, exhibit.embedded, shown.clock)
    after = world.try_out(lambda before: into(before, *party, *said), s)
    return replace(after, pin=world.state.pin)


def _refused(world: World, shown: Shown, about: Occasion) -> None:
    taken = _taken(world, shown)
    world.trail.add(*taken.verdicts, about=about)
    _judge_memory(world, shown, about, taken, refused=True)
    refusal = world.judge(
        lambda s: refuse_list(s, shown.client, shown.account, shown.exhibit.listed, shown.clock)
    )
    if refusal.unmet:
        return
    counted = [v for v in refusal.about(refusal_is_a_hint) if v.answer is not False]
    world.trail.add(*counted, about=about)
    world.state = refusal.after


def _unknown(world: World, shown: Shown, about: Occasion) -> None:
    taken = _taken(world, shown, sure=False)
    world.trail.add(*taken.verdicts, about=about)
    what = f"the outcome of the {shown.exhibit.listed.name}"
    if _continues(world, shown) is not True:
        world.remember(shown.client, shown.account)
        begun = _held_by(world, shown, accept_new_life)
        world.state = either_state(world.state, begun, what)
    world.state = without(world.state, HISTORY, shown.client, shown.account, what)
    if world.lone:
        signed = list_time(shown.exhibit.listed)
        lifetime = world.policy.lifetime
        age = world.ask(unexpired, signed, shown.clock, shown.clock, lifetime)
        world.trail.add(*age, about=replace(about, conduct=Conduct.OBSERVED))


def _note_lower_current_index(world: World, shown: Shown, about: Occasion, before: State) -> None:
    """A current index below the client's mark is no fault: some publish the highest valid one."""
    offered = shown.exhibit.listed
    mark: Any = before.mark(shown.client, shown.account)
    continues = continues_life(before, shown.client, shown.account, offered)
    if isinstance(mark, Missing) or continues is False:
        return
    if next_mark(mark, offered) == current_index(offered):
        return
    judgement = Judgement(no_index_above_current, (offered,), answer=False)
    world.trail.add(
        Verdict(judgement, answer=False),
        about=replace(about, conduct=Conduct.OBSERVED),
        got=f"a current index below {mark}, the highest that the client had seen",
    )


def _judge_memory(
    world: World, shown: Shown, about: Occasion, taken: Taken, *, refused: bool
) -> None:
    """An expired list must not be forgotten: the next list is judged by it like by any other.

    Only a list that a client which forgot would take, and one which did not would not, tells them
    apart.
    """
    client, account = shown.client, shown.account
    if not _is_expired(world, client, account, shown.clock):
        return
    forgetful = _taken(world, shown, before=lambda s: _forgetting(s, client, account))
    others = [v.answer for v in forgetful.verdicts if v.rule is not nothing_is_forgotten]
    tells = taken.answer is False and not any(answer is False for answer in others)
    if tells or taken.answer is True:
        forgot: Any = not refused if tells else Missing(TELLING)
        memory = world.judge(lambda s: restart(s, client, account, forgot))
        world.trail.add(*memory.about(nothing_is_forgotten), about=about, certain=not tells)


TELLING = "a list, after the held one expired, that only a client which forgot would take"


def _is_expired(world: World, client: Client, account: Account, clock: Time) -> bool:
    return any(v.answer is False for v in expiry(world, client, account, clock))


def _forgetting(s: State, client: Client, account: Account) -> State:
    return restart(s, client, account, forgotten=True)


def expiry(world: World, client: Client, account: Account, clock: Time) -> tuple[Verdict, ...]:
    """Whether age alone would keep a companion from using the held list at this time."""

    def asking(s: State) -> State:
        require(list_is_usable, s, client, account, A_COMPANION, clock)
        return s

    return world.judge(asking).about(unexpired)
