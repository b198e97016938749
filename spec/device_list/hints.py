"""Word of a newer list.

A server that withholds a list cannot withhold every message. Honest devices say, inside their
encrypted messages, how new a list they know. Such a **hint** starts a deadline.

* **ICDC-2** A hint counts only from a device that the client believes in and the held list names,
  and only if its time is not from the future. The first unmet hint sets the deadline; later ones
  raise the required time, never the deadline; only a list at least as new as the highest hint
  clears it.
* **LIST-10** A list that the pinned primary signed, but that is refused, is a hint too: refusing is
  never a free freeze.
"""

from __future__ import annotations

from mdaudit.spec.device_list.acceptance import (
    continues_life,
    no_index_above_current,
    no_index_returns,
    not_from_the_future,
    same_time_same_content,
    type_agrees,
)
from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.logic import both, choose, either, larger, later, negate, smaller
from mdaudit.spec.reading import assume, holds, part, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step, variant
from mdaudit.spec.sorts import (
    NEVER,
    PRIMARY,
    Account,
    Client,
    Duration,
    IdentityKey,
    Index,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import SignedList, list_is_hosted, list_time, lists
from mdaudit.spec.state.system import replace


@rule(
    "ICDC-2",
    "A hint counts only from a believed device, and not from the future",
    source="white paper, in-chat device consistency; who may hint and the bound are inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.UNKNOWN,
    expected="a hint of {latest} or earlier by a listed device with a session",
    got="a hint of {named}",
    dropping="anybody can stop the use of a list",
)
def hint_counts(believed: Truth, named: Time, latest: Time) -> Truth:
    """A hint takes companions out of a fan-out, so a stranger's hint would be an attack."""
    return both(believed, named <= latest)


@rule(
    "LIST-10",
    "A list that is refused although the pinned primary signed it counts as a hint",
    source="inferred: follows from LIST-1 and LIST-2",
    checked_by=Actor.CLIENT,
    deployed=Deployed.NO,
    blame=Blame.CLIENT,
    expected="the refused list {offered} counted as a hint",
    got="a refusal without consequences",
    without=False,
    dropping="a refused list leaves no trace",
)
def refusal_is_a_hint(s: State, client: Client, account: Account, offered: SignedList) -> Truth:
    """Whoever signs the list says that there is a newer one, even if it is not acceptable."""
    continues = continues_life(s, client, account, offered)
    newer = list_time(offered) > list_time(s.held(client, account))
    return both(s.signed(s.pin(client, account), offered), either(continues, newer))


def hear(s: State, client: Client, account: Account, named: Time, clock: Time) -> State:
    """A hint names a time: the client requires a list that new, and starts the deadline."""
    return told_of(required(s, client, account, named, clock), client, account, named, True)


def required(s: State, client: Client, account: Account, named: Time, clock: Time) -> State:
    """What the client does about a hint."""
    unmet = named > list_time(s.held(client, account))
    running = s.deadline(client, account)
    deadline = choose(unmet, deadline_after(running, clock, s.policy.deadline), running)
    return replace(
        s,
        required_time=s.required_time.but(
            client, account, becomes=larger(s.required_time(client, account), named)
        ),
        deadline=s.deadline.but(client, account, becomes=deadline),
    )


def told_of(s: State, client: Client, account: Account, named: Time, believed: Truth) -> State:
    """What is recorded of a hint, whatever the client does about it.

    A believed device that names a time which the owner's lists have not reached misleads.
    """
    pin, life = s.pin(client, account), s.pinned_life(client, account)
    misleading = both(believed, named > s.last_list_time(pin))
    removed = s.removal_list_time.at(pin, life).where(
        lambda index: both(
            s.removal_list_time(pin, life, index) <= named,
            s.told_at(client, account, index) == NEVER,
        )
    )
    misled = either(s.misled(client, account), misleading)
    return replace(
        s,
        misled=s.misled.but(client, account, becomes=misled),
        told_at=s.told_at.but_each(client, account, rows=removed, becomes=s.now),
    )


@part
def deadline_after(running: Time, clock: Time, allowed: Duration) -> Time:
    """The deadline after an unmet hint: the first one sets it, later ones leave it (ICDC-2)."""
    return choose(running == NEVER, later(clock, allowed), running)


@variant(hint_counts, "every-hint-renews", replaces=deadline_after)
def deadline_renewed(running: Time, clock: Time, allowed: Duration) -> Time:
    """Every unmet hint starts the deadline anew, so a stream of hints never lets it pass."""
    return later(clock, allowed)


@step(
    Actor.CLIENT,
    "{client} hears, from device {index} of {speaker}, of a list of {account} of {named}.",
)
def hear_hint(
    s: State,
    client: Client,
    account: Account,
    speaker: Account,
    index: Index,
    key: IdentityKey,
    named: Time,
    clock: Time,
) -> State:
    """A decrypted message says how new a list its sender knows; a corrupt one says anything."""
    assume(is_near(s, clock), "the client's clock is near true time")
    familiar = either(speaker == account, speaker == s.own_account(client))
    listed = either(index == PRIMARY, lists(s.held(client, speaker), index))
    believed = both(familiar, s.knows(client, speaker, index, key), listed)
    require(hint_counts, believed, named, s.policy.latest(clock))
    heard = required(s, client, account, named, clock)
    return told_of(heard, client, account, named, believed)


@step(Actor.CLIENT, "{client} refuses {offered} of {account}, and remembers it.")
def refuse_list(
    s: State, client: Client, account: Account, offered: SignedList, clock: Time
) -> State:
    """The list is the owner's but not acceptable: it still tells that there is a newer one."""
    held, mark = s.held(client, account), s.mark(client, account)
    assume(is_near(s, clock), "the client's clock is near true time")
    acceptable = both(
        holds(same_time_same_content, held, offered),
        holds(not_from_the_future, list_time(offered), s.policy.latest(clock)),
        holds(no_index_above_current, offered),
        holds(no_index_returns, held, mark, offered),
        holds(type_agrees, s.pinned_hosted(client, account), list_is_hosted(offered)),
    )
    assume(negate(acceptable), "the list is refused")
    word = smaller(list_time(offered), clock)
    counted = holds(refusal_is_a_hint, s, client, account, offered)
    heard = required(s, client, account, choose(counted, word, NEVER), clock)
    said = choose(refusal_is_a_hint(s, client, account, offered), word, NEVER)
    return told_of(heard, client, account, said, True)
